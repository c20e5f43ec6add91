/** A PDF read back as a screen reader would: its tags, its outline, its words in the order of the tags. */
import { getDocumentProxy } from 'unpdf';

export async function readPaper(bytes) {
  const paper = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = await paper.getMetadata();
  const found = { headings: [], tags: {}, figures: [], tagged: '', drawn: '' };
  for (let number = 1; number <= paper.numPages; number += 1) {
    const page = await paper.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    found.drawn += items.map(({ str = '' }) => str).join('');
    note(await page.getStructTree(), found, wordsById(items));
  }
  return {
    pages: paper.numPages,
    title: info.Title,
    language: info.Language,
    marked: (await paper.getMarkInfo())?.Marked === true,
    outline: titles((await paper.getOutline()) ?? []),
    ...found,
    tagged: bare(found.tagged),
    drawn: bare(found.drawn),
  };
}

/** The words of each piece of marked content. */
function wordsById(items) {
  const words = new Map();
  const open = [];
  for (const { type, id, str } of items) {
    if (type?.startsWith('beginMarkedContent')) open.push(id);
    else if (type === 'endMarkedContent') open.pop();
    else if (open.at(-1)) words.set(open.at(-1), (words.get(open.at(-1)) ?? '') + str);
  }
  return words;
}

function note(node, found, words) {
  if (!node) return;
  const { role, alt, children = [], type, id } = node;
  if (type === 'content') found.tagged += words.get(id) ?? '';
  if (role) found.tags[role] = (found.tags[role] ?? 0) + 1;
  if (/^H\d$/.test(role)) found.headings.push(Number(role[1]));
  if (role === 'Figure') found.figures.push(alt ?? '');
  for (const child of children) note(child, found, words);
}

const titles = (entries) => entries.flatMap(({ title, items }) => [title, ...titles(items)]);

/** Without any space: a PDF sets letters one by one, and spaces are told from their places alone. */
export const bare = (words) => words.normalize('NFKC').replace(/\s/g, '');
