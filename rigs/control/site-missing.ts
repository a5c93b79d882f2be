import { RigError } from '../../sim/domain/errors.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { Estate } from '../estate.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { typedName } from './owners.ts'
import { runningProgram } from './plane.ts'

/** How many places a refusal offers at most. */
const OFFERED_MAX = 3

/**
 * The refusal of who names neither a site nor an object: USAGE, saying at which sites there is a user or group of that name, and how
 * it is typed there. Sites that do not answer are passed over.
 *
 * @param principal as it was typed: `Anna`, `Anna@Office`, `group:Adults`
 */
export async function siteMissing(estate: Estate, principal: string): Promise<RigError> {
  const offered: string[] = []
  for (const site of Object.keys(estate.file.sites)) {
    const names = namesLike(estate.file, await programAt(estate, site), principal)
    offered.push(...names.map((name) => `"${name}" at ${site}`))
    if (offered.length >= OFFERED_MAX) break
  }
  const site = Object.keys(estate.file.sites)[0] ?? 'home'
  const there = offered.length === 0 ? '' : `; there is ${offered.slice(0, OFFERED_MAX).join(', and ')}`
  return new RigError('USAGE', `name a site, such as ${site}, or an object with its site${there}`)
}

async function programAt(estate: Estate, site: string): Promise<Program | undefined> {
  try {
    return await runningProgram(estate, site)
  } catch (error) {
    if (error instanceof RigError) return undefined
    throw error
  }
}

/** Who is called so there, with or without the Miniserver that they come from. */
function namesLike(file: RigFile, program: Program | undefined, principal: string): string[] {
  if (program === undefined) return []
  const [, kind = '', name = ''] = /^(?:(user|group|member):)?(.*)$/i.exec(principal.trim().toLowerCase()) ?? []
  const named = { '': program.users, user: program.users, group: program.groups }[kind]
  const prefix = kind === 'group' ? 'group:' : ''
  return [...(named?.values() ?? [])].flatMap((each) => {
    const typed = typedName(file, program, each)
    return [each.name, typed].some((one) => one.toLowerCase() === name) ? [`${prefix}${typed}`] : []
  })
}
