import { useEffect } from 'preact/hooks';
import { words } from '../i18n';
import { type ProseName, pageWords } from './words';

/** A page of prose. */
export function ProsePage({ name }: { name: ProseName }) {
  const { title, lead, sections } = pageWords.value[name];
  useEffect(() => {
    document.title = `${title} – ${words.value.product}`;
  }, [title]);
  return (
    <article class="prose">
      <h1>{title}</h1>
      <p class="prose-lead">{lead}</p>
      {sections.map(({ heading, paragraphs, list }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {list.length > 0 && (
            <ul class="plain-list">
              {list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </article>
  );
}
