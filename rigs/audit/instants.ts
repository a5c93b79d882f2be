import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { instantText } from './interval.ts'

/** The instants of an audit's minutes as texts, each made once: a year has half a million minutes, and runs begin in the same few. */
export function instantsOf({ fromMs }: { readonly fromMs: number }): (minute: number) => string {
  return remembering((minute) => instantText(fromMs + minute * MINUTE_MS))
}

/** Asks for each minute once. */
export function remembering<Said>(say: (minute: number) => Said): (minute: number) => Said {
  const said = new Map<number, Said>()
  return (minute) => {
    const known = said.get(minute) ?? say(minute)
    said.set(minute, known)
    return known
  }
}
