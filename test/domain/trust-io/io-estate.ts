import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { Serial, Uuid } from '../../../sim/domain/program/names.ts'
import type { TrustedIo, TrustedIoKind, TrustedIoReference } from '../../../sim/domain/program/program.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { type IoStatus, ioStatus } from '../../../sim/domain/trust-io/status.ts'
import type { IoValue } from '../../../sim/domain/trust-io/value.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { type Estate, HOME, joinedSites, OFFICE, type Unit } from '../trust/an-estate.ts'

type Kind = Partial<Omit<TrustedIoKind, 'direction'>>

/** An input or output of the unit of that serial. */
export function anIo(
  name: string,
  direction: TrustedIo['direction'],
  { value = 'digital', ...kind }: Kind = {},
  serial: Serial = OFFICE,
): TrustedIo {
  return { kind: 'trusted-io', uuid: ioUuid(serial, name), name, direction, value, ...kind }
}

/** The same as another unit refers to it. */
export function aReference(
  io: TrustedIo,
  name = io.name,
  at: Serial = HOME,
  host: Serial = OFFICE,
): TrustedIoReference {
  const { direction, value } = io
  return { kind: 'trusted-io-reference', uuid: ioUuid(at, name), name, direction, value, host, io: io.uuid }
}

export function right(member: Serial, io: TrustedIo, effect: 'allow' | 'deny' = 'allow'): ProgramEdit {
  return { type: 'assign', principal: `member:${member}`, object: `function:${io.uuid}`, scopes: ['internal'], effect }
}

export function noRight(member: Serial, io: TrustedIo): ProgramEdit {
  return { type: 'revoke', principal: `member:${member}`, object: `function:${io.uuid}`, scopes: ['internal'] }
}

export const TEMPERATURE = anIo('Temperature', 'input', { value: 'analog' })
export const MOTION = anIo('Motion', 'input')
export const GATE = anIo('Gate', 'output')
export const ALL = [TEMPERATURE, MOTION, GATE] as const

/** Office has three that Home may use and refers to. */
export function sharingSites(timeoutS = 900): { estate: Estate; office: Unit; home: Unit } {
  const sites = joinedSites(timeoutS)
  share(sites.office, sites.home)
  return sites
}

export function share(office: Unit, home: Unit): void {
  office.config(...ALL.flatMap((io): ProgramEdit[] => [{ type: 'add-io', io }, right(home.identity.serial, io)]))
  home.config(...ALL.map((io): ProgramEdit => ({ type: 'add-io-reference', reference: aReference(io) })))
}

export function ioAt(unit: Unit, name: string): IoStatus {
  const found = ioStatus(unit.state).find((io) => io.name === name)
  if (found === undefined) throw new Error(`no ${name} at ${unit.identity.name}`)
  return found
}

export const standing = (unit: Unit, name: string) => ioAt(unit, name).reference?.standing

/** As a person or logic of that unit; the code where it is refused. */
export function set(unit: Unit, name: string, value: IoValue): unknown {
  return unit.do({ type: 'set-io', uuid: ioAt(unit, name).uuid, value })
}

function ioUuid(serial: Serial, name: string): Uuid {
  return objectUuid(anEnv().hash, serial, 'control', name)
}
