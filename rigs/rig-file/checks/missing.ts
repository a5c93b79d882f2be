import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding, type Path } from '../finding.ts'

/** A finding at each reference whose name is not among those there are. */
export function* missing(
  what: string,
  names: Iterable<string>,
  references: Iterable<readonly [Path, string | undefined]>,
): Iterable<Finding> {
  const all = [...names]
  const known = new Set(all.map((name) => name.toLowerCase()))
  for (const [path, text] of references) {
    if (text === undefined || known.has(text.trim().toLowerCase())) continue
    yield atValue(path, 'NOT_FOUND', `There is no ${what} "${text}".${didYouMean(text, all)}`)
  }
}

/** The items of a list with their paths. */
export function listed<Item>(path: Path, list: readonly Item[] | undefined): (readonly [Path, Item])[] {
  return (list ?? []).map((item, index) => [[...path, index], item])
}
