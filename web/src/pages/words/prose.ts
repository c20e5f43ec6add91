/** A page of prose: a title, what it says first, then sections. */
export interface Prose {
  title: string;
  lead: string;
  sections: { heading: string; paragraphs: string[]; list: string[] }[];
}
