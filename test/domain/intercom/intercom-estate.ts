import type { BellAction } from '../../../sim/domain/intercom/operate.ts'
import { type IntercomStatus, intercomStatus } from '../../../sim/domain/intercom/status.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { PrincipalKey, Serial, Uuid } from '../../../sim/domain/program/names.ts'
import type { IntercomControl, IntercomReference, Wire } from '../../../sim/domain/program/program.ts'
import { wireKey } from '../../../sim/domain/program/sections.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { aTrust, CABIN, Estate, HOME, OFFICE, type Unit } from '../trust/an-estate.ts'
import { anIo, ioAt } from '../trust-io/io-estate.ts'

const uuidOf = (serial: Serial, name: string): Uuid => objectUuid(anEnv().hash, serial, 'control', name)

export const GATE_UUID = uuidOf(OFFICE, 'Gate')
const PUSH = { [HOME]: anIo('Push Home', 'input'), [CABIN]: anIo('Push Cabin', 'input') } as const

export function aGate(change: Partial<IntercomControl> = {}): IntercomControl {
  return { kind: 'intercom', uuid: GATE_UUID, name: 'Gate', version: 2, device: 'gate', ...change }
}

export function aGateReference(at: Serial): IntercomReference {
  const uuid = uuidOf(at, 'Gate')
  return { kind: 'intercom-reference', uuid, name: 'Gate', version: 2, host: OFFICE, intercom: GATE_UUID }
}

export function authorise(principal: PrincipalKey, effect: 'allow' | 'deny' = 'allow'): ProgramEdit {
  return { type: 'assign', principal, object: `device:${GATE_UUID}`, scopes: ['physical'], effect }
}

export function withdraw(member: Serial): ProgramEdit {
  return { type: 'revoke', principal: `member:${member}`, object: `device:${GATE_UUID}`, scopes: ['physical'] }
}

export interface Sites {
  readonly estate: Estate
  readonly office: Unit
  readonly home: Unit
  readonly cabin: Unit
}

/** Office has the Gate; an input for each member is wired to its bell output. Home and Cabin use it, Home is authorised first. */
export function gateSites(
  change: Partial<IntercomControl> = {},
  edits: readonly ProgramEdit[] = [authorise(`member:${HOME}`), authorise(`member:${CABIN}`)],
): Sites {
  const estate = new Estate()
  const [office, home, cabin] = [estate.add(OFFICE, 'Office'), estate.add(HOME, 'Home'), estate.add(CABIN, 'Cabin')]
  const key = aTrust(office, HOME, CABIN)
  for (const member of [home, cabin]) {
    member.join(key)
    member.config()
  }
  const document = office.load()
  document.controls.set(GATE_UUID, aGate(change))
  for (const serial of [HOME, CABIN] as const) {
    applyEdit(document, { type: 'add-io', io: PUSH[serial] }, office.identity)
    const wire = bellWire(serial)
    document.wiring.set(wireKey(wire), wire)
  }
  for (const edit of edits) applyEdit(document, edit, office.identity)
  office.save(document)
  for (const member of [home, cabin])
    member.config({ type: 'add-io-reference', reference: aGateReference(member.identity.serial) })
  return { estate, office, home, cabin }
}

function bellWire(serial: typeof HOME | typeof CABIN): Wire {
  return {
    from: { control: PUSH[serial].uuid, terminal: 'O' },
    to: { control: GATE_UUID, terminal: `Bell:${serial}` },
  }
}

/** Logic of the office raises the bell output of a member, and lets it fall. */
export function push({ office, estate }: Sites, serial: typeof HOME | typeof CABIN): void {
  for (const value of [1, 0]) office.do({ type: 'set-io', uuid: ioAt(office, PUSH[serial].name).uuid, value })
  estate.settle()
}

export function gateAt(unit: Unit): IntercomStatus {
  const found = intercomStatus(unit.state).find(({ name }) => name === 'Gate')
  if (found === undefined) throw new Error(`no Gate at ${unit.identity.name}`)
  return found
}

export const gateOf = (office: Unit, member: Serial) => gateAt(office).members?.find(({ serial }) => serial === member)

export function act(unit: Unit, action: BellAction | 'open-stream', who?: { user: string; password: string }): unknown {
  const request = unit.ask({ type: 'intercom', uuid: gateAt(unit).uuid, action }, who)
  // Lets everything under way arrive.
  unit.do({ type: 'intercom-status' })
  const reply = unit.reply(request)
  return reply?.ok === true ? reply.value : reply?.code
}
