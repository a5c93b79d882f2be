import { RigError } from '../sim/domain/errors.ts'
import type { Serial } from '../sim/domain/program/names.ts'
import type { BusMessage } from '../sim/protocol/bus/message.ts'
import type { Estate } from './estate.ts'

/** An origin that is there sends its users within this; in the rig's own time. */
const DEADLINE_MS = 30_000

/**
 * Does something after which a site uses users of these origins, and resolves when all have come: the site says so on the
 * bus. Watched from before, since it may be quicker.
 *
 * Throws FORBIDDEN where an origin refuses, and DEADLINE where one does not answer.
 */
export function whenReplicated(estate: Estate, site: string, origins: ReadonlySet<Serial>) {
  const missing = new Set(origins)
  const see = (message: BusMessage): void => {
    if (message.channel !== 'notice' || message.site !== site) return
    if (message.name === 'trust-replicated') missing.delete(String(message.data.origin))
    if (message.name === 'trust-refused') refused ??= refusal(site, message.data)
  }
  let refused: RigError | undefined
  return async (begin: () => Promise<void>): Promise<void> => {
    const unobserve = estate.observe(see)
    try {
      await begin()
      while (missing.size > 0 && refused === undefined) {
        const sentence = `${site} does not get the users of ${[...missing].join(', ')}`
        await estate.next((message) => concerns(message, site), DEADLINE_MS, sentence)
      }
    } finally {
      unobserve()
    }
    if (refused !== undefined) throw refused
  }
}

function concerns(message: BusMessage, site: string): boolean {
  return message.channel === 'notice' && message.site === site && message.name.startsWith('trust-re')
}

function refusal(site: string, { origin, message }: Readonly<Record<string, unknown>>): RigError {
  return new RigError('FORBIDDEN', `${site} may not use the users of ${String(origin)}: ${String(message)}`)
}
