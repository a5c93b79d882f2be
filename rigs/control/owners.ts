import { z } from 'zod'
import type { Serial } from '../../sim/domain/program/names.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** The Miniserver that a user or group comes from, where that is another one. */
export const originOutput = z.strictObject({ serial: z.string(), name: z.string() })

interface Owned {
  readonly name: string
  readonly origin?: Serial
}

/** What the Miniserver of that serial is called, by the Trust or by the rig; the serial itself where nobody knows. */
export function hostName(file: RigFile, program: Program, serial: Serial): string {
  const entries = [...program.trusts.values()].flatMap(({ members }) => members)
  const told = entries.find((member) => member.serial === serial)?.info?.name
  const site = Object.values(file.sites).find(({ miniserver }) => miniserver.serial.toUpperCase() === serial)
  return told ?? site?.miniserver.name ?? serial
}

/** `Anna`, and `Anna@Office` for one of another Miniserver, as people type it. */
export function typedName(file: RigFile, program: Program, { name, origin }: Owned): string {
  return origin === undefined ? name : `${name}@${hostName(file, program, origin)}`
}

/** `{ origin: … }` for a replica, nothing for one's own. */
export function originOf(
  file: RigFile,
  program: Program,
  { origin }: Owned,
): { origin?: z.output<typeof originOutput> } {
  return origin === undefined ? {} : { origin: { serial: origin, name: hostName(file, program, origin) } }
}

/** Which symbol a user or group is listed with (R39): those that came by a Trust have one of their own. */
export function kindOf<const Kind extends 'user' | 'group'>(
  kind: Kind,
  { origin }: Owned,
): Kind | (Kind extends 'user' ? 'trustUser' : 'trustGroup') {
  if (origin === undefined) return kind
  return (kind === 'user' ? 'trustUser' : 'trustGroup') as ReturnType<typeof kindOf<Kind>>
}
