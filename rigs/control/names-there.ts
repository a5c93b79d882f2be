import { didYouMean } from '../../sim/domain/nearest.ts'

/** How many names a refusal shows at most. */
const SHOWN_MAX = 8

/** To append to a refusal: ` Did you mean "home"?`, or where nothing is near what there is instead, ` Sites there: home, office.` */
export function nearestOrAll(word: string, names: readonly string[], what: string): string {
  const meant = didYouMean(word, names)
  return meant === '' ? ` ${what} there: ${namesText(names) || 'none'}.` : meant
}

/** `home, office and 3 more`. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_MAX)
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
