import { Temporal } from 'temporal-polyfill'
import type { Program } from '../../../sim/domain/program/program.ts'
import type { Model } from '../input.ts'

/** Midnights at which logic switches a mode, in order of time. It begins switched off. */
export type History = ReadonlyMap<number, readonly { readonly atMs: number; readonly active: boolean }[]>

/** The model knows whole dates that have a mode; the product is told when it is switched. */
export function historyOf({ zone, modesByLogic }: Model): History {
  const dates = new Map<number, string[]>()
  for (const { mode, dates: more } of modesByLogic) dates.set(mode, [...(dates.get(mode) ?? []), ...more])
  return new Map([...dates].map(([mode, on]) => [mode, switchesOf(zone, [...new Set(on)].sort())]))
}

/** Puts the program's modes as they are, and were, at an instant. */
export function switchModes(program: Program, history: History, at: number): void {
  for (const [id, switches] of history) {
    const last = switches.findLast(({ atMs }) => atMs <= at)
    const changed = last && { atMs: last.atMs, activeBefore: !last.active }
    program.operatingModes.set(id, { id, name: `${id}`, active: last?.active ?? false, ...(changed && { changed }) })
  }
}

function switchesOf(zone: string, dates: readonly string[]): { atMs: number; active: boolean }[] {
  const following = (date: string) => Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  const on = dates.filter((date) => !dates.some((other) => following(other) === date))
  const off = dates.map(following).filter((date) => !dates.includes(date))
  const midnight = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  return [...on.map((date) => ({ date, active: true })), ...off.map((date) => ({ date, active: false }))]
    .map(({ date, active }) => ({ atMs: midnight(date), active }))
    .sort((a, b) => a.atMs - b.atMs)
}
