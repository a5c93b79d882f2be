import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomControl } from '../program/program.ts'
import { peersOf } from '../trust/peers.ts'
import { authorisedMembers } from './authorised.ts'
import { type IntercomBlock, type IntercomStep, isIntercom, shown, stopBell } from './bell.ts'
import { flowing } from './flowing.ts'
import { cutOthers, gateTimer, ringAgain, tellRings } from './gate.ts'
import { callsOver, tellAnswers } from './member.ts'
import { bellRecord } from './records.ts'
import { gateStates } from './streams.ts'

/** The unit is up: nobody rings, all gates are closed and no picture is open; what is muted still is. */
export function intercomsBooted(step: IntercomStep): Effect[] {
  const { intercoms } = step.state
  for (const volatile of [intercoms.gates, intercoms.streams, intercoms.untold, intercoms.authorised]) volatile.clear()
  for (const bell of intercoms.blocks.values())
    Object.assign(bell, { ring: undefined, call: undefined, heard: undefined })
  callsOver(step.state)
  return blocksOf(step.state).flatMap((block) => {
    const members = block.kind === 'intercom' ? authorisedMembers(step.state.program, block.uuid) : []
    intercoms.authorised.set(block.uuid, members)
    return [...shown(step, block), ...members.flatMap((member) => gateStates(step, block.uuid, member))]
  })
}

/** A timer of Intercoms, one whose name begins with `intercom/`. */
export function intercomTimer(step: IntercomStep, what: string, uuid: Uuid, member: Serial): Effect[] {
  if (what === 'gate') return gateTimer(step, uuid, member)
  if (what === 'again') return ringAgain(step, uuid, member)
  const block = step.state.program.controls.get(uuid)
  return isIntercom(block) ? flowing(step, stopBell(step, block, 'unanswered')) : []
}

/** What is outstanding with a peer of rings. */
export function intercomCatchUp(step: IntercomStep, peer: Serial): Effect[] {
  return [...tellRings(step, peer), ...tellAnswers(step, peer)]
}

/**
 * Rights, groups, members or blocks changed: bell outputs come and go with the authorisation (R54). Whose is gone has its gate closed
 * at once, and wires that led there are broken; one that is new does not ring, whatever it is wired to (C65).
 */
export function intercomsProgramChanged(step: IntercomStep): Effect[] {
  const { program, identity, intercoms } = step.state
  const peers = peersOf(program, identity.serial)
  const gone = [...intercoms.blocks.keys()].filter((uuid) => !isIntercom(program.controls.get(uuid)))
  return [
    ...gone.flatMap((uuid) => blockGone(step, uuid, peers)),
    ...blocksOf(step.state).flatMap((block) => (block.kind === 'intercom' ? reviewed(step, block, peers) : [])),
  ]
}

/** Before blocks go that ring: what they are wired to is at rest from then on. */
export function bellsGoing(step: IntercomStep, changes: readonly Change[]): Effect[] {
  return changes.flatMap((change) => {
    const isGone = change.map === 'controls' && change.entry === undefined
    const block = isGone ? step.state.program.controls.get(change.key) : undefined
    return isIntercom(block) ? flowing(step, stopBell(step, block, 'cut')) : []
  })
}

function reviewed(step: IntercomStep, block: IntercomControl, peers: ReadonlyMap<Serial, unknown>): Effect[] {
  const { state } = step
  const now = authorisedMembers(state.program, block.uuid)
  const before = state.intercoms.authorised.get(block.uuid) ?? []
  const cut = cutOthers(step, block.uuid, now, peers)
  state.intercoms.authorised.set(block.uuid, now)
  const gone = before.filter((member) => !now.includes(member))
  const inputs = state.logic.inputs.get(block.uuid)
  if (inputs !== undefined && gone.length > 0) {
    const left = Object.entries(inputs).filter(([pin]) => !gone.some((member) => pin === bellTerminal(member)))
    state.logic.inputs.set(block.uuid, Object.fromEntries(left))
  }
  const added = now.filter((member) => !before.includes(member))
  return [
    ...cut,
    ...gone.map((member) => outputNotice(step, 'intercom-bell-output-removed', block, member)),
    ...added.flatMap((member) => [
      outputNotice(step, 'intercom-bell-output-added', block, member),
      ...gateStates(step, block.uuid, member),
    ]),
  ]
}

/** `wires`: how many led there, and lead nowhere now. */
function outputNotice({ state }: IntercomStep, name: string, block: IntercomControl, member: Serial): Effect {
  const wires = [...state.program.wiring.values()].filter(
    ({ to }) => to.control === block.uuid && to.terminal === bellTerminal(member),
  ).length
  return { type: 'notice', name, data: { intercom: block.name, member, wires } }
}

/** By which wires know a member's bell output. */
function bellTerminal(member: Serial): string {
  return `Bell:${member}`
}

/** Its members ring no more, and no picture of it is open. */
function blockGone(step: IntercomStep, uuid: Uuid, peers: ReadonlyMap<Serial, unknown>): Effect[] {
  const cut = cutOthers(step, uuid, [], peers)
  const { blocks, streams, untold, authorised } = step.state.intercoms
  for (const map of [blocks, authorised]) map.delete(uuid)
  for (const [ring, { block }] of untold) if (block === uuid) untold.delete(ring)
  for (const [id, { intercom }] of streams) if (intercom === uuid) streams.delete(id)
  return [
    ...cut,
    { type: 'commit', records: [bellRecord(uuid, undefined)], then: [] },
    { type: 'cancel-timer', timer: `intercom/bell/${uuid}` },
  ]
}

function blocksOf({ program }: MiniserverState): IntercomBlock[] {
  return [...program.controls.values()].filter(isIntercom)
}
