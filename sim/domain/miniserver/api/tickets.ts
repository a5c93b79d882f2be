import type { Serial } from '../../program/names.ts'
import type { User } from '../../program/program.ts'
import { peersOf } from '../../trust/peers.ts'
import type { ApiContext } from './context.ts'
import { passwordMark } from './password.ts'
import type { Ticket } from './state.ts'
import { isProofOf } from './token.ts'

/** How long the App has to log in with what it was given for another Miniserver (P-216). */
export const TICKET_LIFE_MS = 30_000

/** Tickets of a user that are open at the same time; with one more the oldest is void. */
const TICKETS_MAX = 8

type TicketContext = Pick<ApiContext, 'state' | 'at' | 'env'>

/** With what a user who is logged in at a peer gets a token here, once. The text, hex; void after a restart. */
export function issueTicket(
  context: TicketContext,
  user: User,
  given: { readonly via: Serial; readonly permission: number },
): string {
  const { state, at, env } = context
  const text = env.random(32)
  const untilMonotonicMs = at.monotonicMs + TICKET_LIFE_MS
  const ticket: Ticket = { ...given, text, password: passwordMark(context, user), untilMonotonicMs }
  state.api.tickets.set(user.uuid, [...openTickets(context, user), ticket].slice(-TICKETS_MAX))
  return text
}

/** The user's ticket that `hash` proves, as a token's is proved. It is used up: also where everybody on the way could read it, and it is none. */
export function useTicket(context: ApiContext, user: User, hash: string): Ticket | undefined {
  const open = openTickets(context, user)
  const used = open.find(({ text }) => isProofOf(context, text, hash))
  if (used === undefined) return undefined
  const isRead = used.text === hash && context.session.inClear
  const { tickets } = context.state.api
  if (open.length > 1)
    tickets.set(
      user.uuid,
      open.filter((ticket) => ticket !== used),
    )
  else tickets.delete(user.uuid)
  return isRead ? undefined : used
}

/** Of the password of today, and of a peer that still is one. */
function openTickets(context: TicketContext, user: User): readonly Ticket[] {
  const { state, at } = context
  const mark = passwordMark(context, user)
  const peers = peersOf(state.program, state.identity.serial)
  const all = state.api.tickets.get(user.uuid) ?? []
  return all.filter(
    ({ password, via, untilMonotonicMs }) => password === mark && peers.has(via) && at.monotonicMs < untilMonotonicMs,
  )
}
