/** One number that tests may prove: a requirement (R), corner case (C), invariant (I) or decision (AMB, DIFF, P). */
export type CatalogueNumber = string

/** The numbers that a page lists, in its order: the first cell of a table's row, and nothing else in it. */
export function readNumbers(page: string): CatalogueNumber[] {
  return [...page.matchAll(/^\|\s*([RI]\d+|C\d+[a-d]?|(?:AMB|DIFF|P)-\d+)\s*\|/gm)].map(([, number]) => number ?? '')
}

/** The kind of a number: what stands before its digits. */
export function kindOf(number: CatalogueNumber): string {
  return number.replace(/-?\d+[a-d]?$/, '')
}
