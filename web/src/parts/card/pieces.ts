/** Cuts a sentence at its numbers, looked for in order; one that is not there is left out. */
export function piecesOf(sentence: string, figures: readonly { words: string; sources: string[] }[]) {
  const pieces: { words: string; sources: string[] | null }[] = [];
  let rest = sentence;
  for (const { words, sources } of figures) {
    const at = rest.indexOf(words);
    if (at === -1) continue;
    if (at > 0) pieces.push({ words: rest.slice(0, at), sources: null });
    pieces.push({ words, sources });
    rest = rest.slice(at + words.length);
  }
  if (rest) pieces.push({ words: rest, sources: null });
  return pieces;
}
