/** The patterns of zones without value; `style/palettes.css` refers to them by name. */
export function Hatches() {
  return (
    <svg class="hatches" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch-withheld" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="6" height="6" />
          <path class="hatch-line" d="M1 0v6" />
        </pattern>
        <pattern id="hatch-missing" width="7" height="7" patternUnits="userSpaceOnUse">
          <rect class="hatch-ground" width="7" height="7" />
          <circle class="hatch-dot" cx="1.7" cy="1.7" r="1" />
          <circle class="hatch-dot" cx="5.2" cy="5.2" r="1" />
        </pattern>
      </defs>
    </svg>
  );
}
