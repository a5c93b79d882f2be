import type { ControlReply } from '../../../sim/domain/miniserver/effect.ts'
import { SYSTEM_RIGHTS, type SystemRight } from '../../../sim/domain/program/names.ts'
import { type House, houseProgram } from './a-rights-house.ts'

export type Scope = 'internal' | 'external'

/** One operation that a right guards, asked for by Eva. */
export interface GuardedCase {
  /** What the owner does first, so that what it needs is there. */
  readonly prepare?: (house: House) => void
  /** What its answer comes to: `done`, or why not. */
  readonly act: (house: House, scope: Scope) => string
  /** What is answered with the right, `done` unless said otherwise. */
  readonly granted?: string
  /** What a later read shows; absent where the answer is all there is. */
  readonly shows?: (house: House) => unknown
  /** What it shows afterwards. */
  readonly afterwards?: unknown
}

/** Eva has this right, Web Interface/Apps and the room, and no other. */
export function onlyWith(right: SystemRight): ReturnType<typeof houseProgram> {
  return houseProgram('right:WebInterfaceApps', 'room:Hall', `right:${right}`)
}

/** Eva has every right but this one, and those that would bring it along. */
export function allBut(right: SystemRight): ReturnType<typeof houseProgram> {
  const bringing = right === 'ChangeOwnPasswords' ? ['UserManagement'] : []
  const lacking: readonly string[] = [right, 'LoxoneConfig', ...bringing]
  return houseProgram(
    'room:Hall',
    ...SYSTEM_RIGHTS.filter((one) => !lacking.includes(one)).map((one) => `right:${one}`),
  )
}

/** Eva has this right internally only. */
export function insideOnly(right: SystemRight): ReturnType<typeof houseProgram> {
  const apps = right === 'WebInterfaceApps' ? [] : ['right:WebInterfaceApps']
  return houseProgram(...apps, 'room:Hall', `right:${right} internal`)
}

/** A control command's answer in a word. */
export function outcomeOf(reply: ControlReply): string {
  if (reply.ok) return 'done'
  return reply.code === 'FORBIDDEN' ? 'refused' : reply.code
}

/** The public API's answer in a word. */
export function outcomeOfPath({ code }: { readonly code: number }): string {
  if (code === 200 || code === 201) return 'done'
  return code === 403 ? 'refused' : String(code)
}
