import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { Serial } from '../../sim/domain/program/names.ts'
import { ApiRefusal } from './refusal.ts'
import type { AppSession } from './session.ts'

const offer = z.object({ users: z.array(z.object({ name: z.string(), uuid: z.string() })) })
const failure = z.object({ error: z.string() })

/**
 * Adds a user of another Miniserver to the one where the App is logged in, or removes it there, by the App (R48). Throws NOT_FOUND for whom that
 * Miniserver does not offer, ApiRefusal where it is refused.
 */
export async function shareInApp(app: AppSession, of: Serial, user: string, what: 'add' | 'remove'): Promise<void> {
  const { users } = offer.parse(await app.ask(`${API}/discover/${of}`))
  const found = users.find(({ name }) => name.toLowerCase() === user.trim().toLowerCase())
  if (found === undefined) {
    const names = users.map(({ name }) => name)
    throw new RigError('NOT_FOUND', `the other Miniserver offers no user ${user}.${didYouMean(user, names)}`)
  }
  const failed = failure.safeParse(await app.ask(`${API}/${what}/${of}/${found.uuid}`))
  if (failed.success) throw new ApiRefusal(NO_SUCH, `the Miniserver answered "${failed.data.error}"`)
}

const API = 'jdev/sps/trustusermanagement'

/** These commands answer a sentence and no number. */
const NO_SUCH = 404
