import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import { authorisedMembers } from './authorised.ts'
import { bellOf, isIntercom } from './bell.ts'
import { gateKey } from './state.ts'

/** An Intercom's block of a unit, for people. */
export interface IntercomStatus {
  readonly uuid: Uuid
  readonly name: string
  readonly version: 1 | 2
  readonly isRinging: boolean
  readonly isMuted: boolean
  /** Who answered, and has not hung up. */
  readonly call?: Uuid
  readonly unanswered: readonly string[]
  /** Of one of another unit. */
  readonly host?: Serial
  /** Of an own one: bell outputs in their order, and whether the member's gate is open. */
  readonly members?: readonly { readonly serial: Serial; readonly isOpen: boolean; readonly streams: number }[]
  readonly streams?: number
}

/** All of them, in the order of the program. */
export function intercomStatus(state: MiniserverState): IntercomStatus[] {
  const streams = [...state.intercoms.streams.values()]
  return [...state.program.controls.values()].filter(isIntercom).map((block): IntercomStatus => {
    const { uuid, name, version } = block
    const { ring, call, isMuted, unanswered } = bellOf({ state }, block)
    const shown = {
      ...{ uuid, name, version, isRinging: ring !== undefined, isMuted, unanswered },
      ...(call !== undefined && { call: call.by }),
    }
    if (block.kind === 'intercom-reference') return { ...shown, host: block.host }
    const own = streams.filter(({ intercom }) => intercom === uuid)
    const members = authorisedMembers(state.program, uuid).map((serial) => ({
      ...{ serial, isOpen: state.intercoms.gates.has(gateKey(uuid, serial)) },
      streams: own.filter(({ member }) => member === serial).length,
    }))
    return { ...shown, members, streams: own.length }
  })
}
