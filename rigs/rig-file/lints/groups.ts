import type { LooseSite } from '../shape.ts'
import { defined, entryNamed } from '../site-names.ts'

/** All groups that somebody in `direct` is in, in lower case: through others too, and `all`. */
export function allGroupsOf(site: LooseSite, direct: readonly (string | undefined)[] | undefined): Set<string> {
  const all = new Set(['all'])
  const waiting = lower(direct)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (all.has(next)) continue
    all.add(next)
    waiting.push(...parents(site, next))
  }
  return all
}

/** The groups that a group was added to, in lower case. */
export function parents(site: LooseSite, name: string): string[] {
  return lower(entryNamed(site.program?.groups, name)?.groups)
}

function lower(names: readonly (string | undefined)[] | undefined): string[] {
  return defined(names).map((name) => name.toLowerCase())
}
