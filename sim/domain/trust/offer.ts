import { RigError } from '../errors.ts'
import { apiRefusal } from '../miniserver/api/asked-answer.ts'
import { type Asker, nativeFailure, nativeReply, type TrustFailureText } from '../miniserver/api/trust-json.ts'
import { changeProgram } from '../miniserver/change-program.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { ProgramEdit } from '../program/edit.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { AskedBy } from './asked-by.ts'
import { editorOf } from './change-answered.ts'
import { importKey } from './membership.ts'
import type { Discovered, TrustResult } from './message.ts'
import { ask, type Call, unreachable } from './request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** A client of the public API that had an origin asked whom it offers (R34, R48). Plain data. */
export interface OfferAsked extends Asker {
  readonly editor: AskedBy['editor']
  /** Absent: the offer itself is the answer. */
  readonly imports?: WantedImports
}

/** What is changed, all of it or nothing, once each origin has said that it offers who is wanted of it. */
interface WantedImports {
  readonly edits: readonly ProgramEdit[]
  readonly wanted: readonly { readonly serial: Serial; readonly user: Uuid }[]
  readonly failure: TrustFailureText
}

/** Asks an origin; `offerAnswered` or `offerFailed` go on with it. */
export function askForOffer(step: Step, serial: Serial, by: OfferAsked): Effect[] {
  return ask(step, { to: serial, then: { type: 'offer', by } }, { type: 'discover' })
}

export function offerAnswered(step: Step, from: Serial, by: OfferAsked, result: TrustResult): Effect[] {
  if (!result.ok) return [offerRefused(by, result.code, result.message)]
  if (result.value.type !== 'discovered')
    return [offerRefused(by, 'FRAME_MALFORMED', 'the peer answered something else')]
  const { discovered } = result.value
  if (by.imports === undefined) return [nativeReply(by, offerJson(step.state.program, discovered))]
  return importsFound(step, from, { ...by, imports: by.imports }, discovered)
}

/** The origin could not be asked, or did not answer. */
export function offerFailed(by: OfferAsked, reason: string): Effect[] {
  return [offerRefused(by, 'CONNECTION_FAILED', unreachable(reason))]
}

function offerRefused(by: OfferAsked, code: string, message: string): Effect {
  return by.imports === undefined ? apiRefusal(by, code, message) : nativeFailure(by, by.imports.failure)
}

function importsFound(
  step: Step,
  from: Serial,
  by: OfferAsked & { readonly imports: WantedImports },
  { users }: Discovered,
): Effect[] {
  const { edits, wanted, failure } = by.imports
  const names = new Map(users.map(({ uuid, name }) => [uuid, name]))
  const found = wanted.filter(({ serial }) => serial === from)
  if (found.some(({ user }) => !names.has(user))) return [nativeFailure(by, failure)]
  const added = found.map(({ user: uuid }): ProgramEdit => {
    return { type: 'add-import', entry: { origin: from, kind: 'user', uuid }, name: names.get(uuid) ?? uuid }
  })
  const others = wanted.filter(({ serial }) => serial !== from)
  const imports = { edits: [...edits, ...added], wanted: others, failure }
  const [next] = others
  if (next !== undefined) return askForOffer(step, next.serial, { ...by, imports })
  try {
    const editor = editorOf(step.state, by)
    return changeProgram({ ...step, editor }, imports.edits, () => [nativeReply(by, {})])
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [nativeFailure(by, failure)]
  }
}

/** `used`: here already; `locked`: came with a group, and goes with it. */
function offerJson(program: Program, { serial, users }: Discovered) {
  return {
    serial,
    users: users.map(({ name, uuid }) => {
      const entry = program.imports.get(importKey({ origin: serial, kind: 'user', uuid }))
      return { name, uuid, used: entry !== undefined, ...(entry?.locked === true && { locked: true }) }
    }),
  }
}
