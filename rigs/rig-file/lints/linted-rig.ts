import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { FACTORY_ADMIN } from '../../../sim/domain/program/factory.ts'
import type { Uuid } from '../../../sim/domain/program/names.ts'
import type { Hash } from '../../../sim/domain/program/uuid.ts'
import { programNames } from '../../control/program-names.ts'
import { type Build, startBuild } from '../build/context.ts'
import type { BuiltPermission } from '../build/permissions.ts'
import { buildProgram } from '../build-program.ts'
import { peersOf } from '../principal.ts'
import type { RigFile, RigSite, RigUser } from '../shape.ts'
import { entries, keys, named } from '../site-names.ts'
import { joinTrusts } from './joined.ts'
import type { LintedFile, LintedSite } from './lint.ts'
import { neverSilent } from './never-silent.ts'
import { rememberingHash } from './remembering-hash.ts'

/** A site of a rig file with the program it comes to when the Trusts are carried out, and the way back to the file. */
export interface LintedRigSite extends LintedSite {
  readonly build: Build
  readonly permissions: readonly BuiltPermission[]
}

export interface LintedRig extends LintedFile {
  readonly sites: readonly LintedRigSite[]
}

/** Every user can log in: who has no password in the file gets one made up. */
const MADE_UP = 'made up at every start'

/**
 * Builds the programs of a rig file that has no faults, and lets the users of other sites come by the rules of the Trust, without
 * starting anything. Uuids are those of the rig that runs.
 */
export function lintedRig(file: RigFile): LintedRig {
  const rig = withPasswords(file)
  const tools = toolsOf(rememberingHash())
  const built = keys(rig.sites).map((site) => {
    const build = startBuild(rig, site, tools)
    const members = [...peersOf(rig, site)].flatMap((peer) => rig.sites[peer]?.miniserver.serial.toUpperCase() ?? [])
    return { site, build, members, ...buildProgram(rig, site, tools) }
  })
  const programs = new Map(built.map(({ build, program }) => [build.serial, program]))
  for (const each of built) joinTrusts(each, programs)
  const codeDigits = new Map(built.flatMap(({ build }) => codeDigitsOf(build)))
  const silent = { neverSilent: neverSilent(rig) }
  const sites = built.map(({ site, build, program, permissions }): LintedRigSite => {
    const others = (): LintedRigSite[] => sites.filter((each) => each.site !== site)
    const [index, names] = [compileAccess(program), programNames(rig, program)]
    return { site, build, permissions, program, index, names, hash: tools.hash, codeDigits, others, ...silent }
  })
  return { rig: file, sites, permissions: new Map(sites.map(({ site, permissions }) => [site, permissions])) }
}

function toolsOf(hash: Hash) {
  return {
    hash,
    random: (bytes: number) => '0'.repeat(2 * bytes),
    // The same under every site's key, so that codes can be compared between sites.
    codeDigest: (code: string) => hash('SHA256', `code ${code}`),
  }
}

function withPasswords(file: RigFile): RigFile {
  const sites = entries(file.sites).map(([site, description]): [string, RigSite] => {
    const { users = {} } = description.program ?? {}
    const all = named(keys(users), FACTORY_ADMIN) === undefined ? { [FACTORY_ADMIN]: {}, ...users } : users
    const known = entries<RigUser>(all).map(([name, user]) => [name, { password: MADE_UP, ...user }] as const)
    return [site, { ...description, program: { ...description.program, users: Object.fromEntries(known) } }]
  })
  return { ...file, sites: Object.fromEntries(sites) }
}

function codeDigitsOf(build: Build): [Uuid, number][] {
  return entries(build.site.program?.users).flatMap(([name, { code }]): [Uuid, number][] =>
    code === undefined ? [] : [[build.uuid('user', name), code.length]],
  )
}
