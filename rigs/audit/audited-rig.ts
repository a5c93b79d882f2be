import type { Names } from '../../sim/domain/access/labels.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { hostName } from '../control/owners.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** What is audited: a rig, and of each of its sites one program, be it what runs, a document, or what a rig file comes to. */
export interface AuditedRig {
  readonly file: RigFile
  readonly sites: readonly AuditedSite[]
}

export interface AuditedSite {
  /** Its key in the rig file. */
  readonly site: string
  /** IANA zone of its Miniserver, by whose clock its doors are judged. */
  readonly timeZone: string
  readonly program: Program
}

export function auditedSite(file: RigFile, site: string, program: Program): AuditedSite {
  return { site, timeZone: file.sites[site]?.miniserver.timeZone ?? 'UTC', program }
}

/** Names as explanations at a site write them. */
export function namesAt(file: RigFile, { program }: AuditedSite): Names {
  return { program, origins: { name: (serial) => hostName(file, program, serial) } }
}
