import type { Scope } from '../input.ts'
import type { Permission } from '../model.ts'
import type { Ask } from './vector.ts'

/** Whatever decides: the model, or what is compared with it. */
export interface Answering {
  mayEnter(user: string, door: string, at: number): boolean
  permission(principal: string, object: string, scope: Scope, at: number): Permission
  /** The starts of all minutes of a local date in which the user may enter. */
  openMinutes(user: string, door: string, localDate: string): readonly number[]
}

export function answer(by: Answering, ask: Ask): Ask['is'] {
  switch (ask.ask) {
    case 'mayEnter':
      return by.mayEnter(ask.user, ask.door, Date.parse(ask.at))
    case 'open':
      return spans(by.openMinutes(ask.user, ask.door, ask.localDate))
    case 'permission':
      return by.permission(ask.principal, ask.object, ask.scope, Date.parse(ask.at))
  }
}

/** Minutes that follow each other without a gap, as one span. */
function spans(minutes: readonly number[]): string[] {
  const starts = minutes.filter((at) => !minutes.includes(at - 60_000))
  const ends = minutes.map((at) => at + 60_000).filter((at) => !minutes.includes(at))
  return starts.map((start, index) => `${utc(start)}/${utc(ends[index] ?? Number.NaN)}`)
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`
}
