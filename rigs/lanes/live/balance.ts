import type { RestTally } from '../../../sim/protocol/bus/message.ts'

/** What each connection told, by name: `rig`, `site/device`. */
export type Tallies = ReadonlyMap<string, RestTally>

/** Whether nobody did anything between two tallies of theirs. */
export function areSame(before: Tallies, after: Tallies): boolean {
  return [...after].every(([name, { session, received, begun }]) => {
    const earlier = before.get(name)
    return earlier?.session === session && earlier.received === received && earlier.begun === begun
  })
}

/**
 * Knows which messages are on their way, from what all connections have sent and received, those that are gone included.
 *
 * Lost is what has not come when all are at rest and nobody waits for it: what was on its way to an earlier connection. What came
 * and nobody has sent (a last will, a repeat after an outage, somebody else's message) is taken as it is.
 */
export class Balance {
  readonly #lost = new Map<string, { readonly session: string; readonly messages: number }>()

  /** How many messages each of these will have received when what is on its way to it has come. Who misses nothing is left out. */
  awaited(all: Tallies, present: Tallies): Record<string, number> {
    const sent = sentTo(all)
    return Object.fromEntries(
      [...present].flatMap(([name, { session, received }]) => {
        const lost = this.#lost.get(name)
        if (lost?.session !== session) return []
        const expected = (sent.get(name) ?? 0) - lost.messages
        return expected > received ? [[name, expected]] : []
      }),
    )
  }

  /** All of these are at rest and miss nothing that will come. */
  settle(all: Tallies, present: Tallies): void {
    const sent = sentTo(all)
    for (const [name, { session, received }] of present) {
      this.#lost.set(name, { session, messages: (sent.get(name) ?? 0) - received })
    }
  }

  /** Waits no longer for what has not come to these. */
  giveUp(names: readonly string[]): void {
    for (const name of names) this.#lost.delete(name)
  }
}

function sentTo(tallies: Tallies): ReadonlyMap<string, number> {
  const total = new Map<string, number>()
  for (const { sent } of tallies.values()) {
    for (const [name, messages] of Object.entries(sent)) total.set(name, (total.get(name) ?? 0) + messages)
  }
  return total
}
