import { carryOut } from '../../sim/domain/program/change.ts'
import { programFromJson, programToJson } from '../../sim/domain/program/json.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { replicate } from '../../sim/domain/trust/replica.ts'
import { wholeFeed } from '../rig-file/lints/joined.ts'
import type { RigFile } from '../rig-file/shape.ts'

/**
 * The programs of a rig's sites once these documents are saved, and all users and groups that others have added from them have
 * followed. Programs that are handed in stay as they are.
 */
export function afterSaves(
  file: RigFile,
  running: ReadonlyMap<string, Program>,
  documents: ReadonlyMap<string, Program>,
): ReadonlyMap<string, Program> {
  if (documents.size === 0) return running
  const programs = new Map(Array.from(running, ([site, program]) => [site, copyOf(documents.get(site) ?? program)]))
  for (const [site, saved] of documents) {
    const serial = file.sites[site]?.miniserver.serial.toUpperCase() ?? ''
    for (const program of programs.values()) {
      const entries = [...program.imports.values()].filter(({ origin }) => origin === serial)
      if (entries.length > 0) carryOut(program, replicate(program, serial, wholeFeed(saved, entries)).changes)
    }
  }
  return programs
}

function copyOf(program: Program): Program {
  return programFromJson(programToJson(program))
}
