import { checkMeaning } from './checks/index.ts'
import type { Finding } from './finding.ts'
import { lintAlone } from './lint.ts'
import type { RigFile, RigProgram } from './shape.ts'

const SITE = 'program'
/** From the root of the rig that the program is put into. */
const DEPTH = 3

/**
 * What is seldom meant in a program file by itself: only what holds whatever else is in its rig. What names something that
 * another file has, such as a credential or a user of another site, is passed over.
 *
 * @param program of the right shape
 */
export function lintProgramFile(program: RigProgram): Finding[] {
  const missing = checkMeaning(rigOf(program))
  if (missing.some(({ code }) => code !== 'NOT_FOUND')) return []
  const lines = new Set(missing.flatMap(({ path }) => (path[DEPTH] === 'permissions' ? [path[DEPTH + 1]] : [])))
  const permissions = program.permissions?.filter((_, line) => !lines.has(line))
  const kept = (program.permissions ?? []).flatMap((_, line) => (lines.has(line) ? [] : [line]))
  const findings = lintAlone(rigOf({ ...program, ...(permissions !== undefined && { permissions }) }))
  return findings.map((finding) => ({ ...finding, path: inProgram(finding.path, kept) }))
}

function rigOf(program: RigProgram): RigFile {
  const miniserver = { serial: '504F94000000', name: 'Program', timeZone: 'UTC' }
  return { version: 1, rig: SITE, sites: { [SITE]: { miniserver, program } } }
}

/** As the file counts its permissions. */
function inProgram(path: Finding['path'], kept: readonly number[]): Finding['path'] {
  const [part, line, ...rest] = path.slice(DEPTH)
  if (part === undefined) return []
  if (part !== 'permissions' || typeof line !== 'number') return path.slice(DEPTH)
  return [part, kept[line] ?? line, ...rest]
}
