import { RigError } from '../errors.ts'
import type { ObjectKey, Uuid } from '../program/names.ts'
import type { NamedId, Program, Scope, User } from '../program/program.ts'
import type { ZoneTable } from '../time.ts'
import type { AccessIndex } from './access-index.ts'
import { contributions, sortPaths, type View, viewOf } from './contributions.ts'
import type { ByApp, Credential } from './credential.ts'
import { type AccessRequest, decideUser } from './decide.ts'
import type { Decision, Explanation, Reason } from './decision.ts'
import { groupName } from './labels.ts'
import type { Origins } from './origins.ts'
import { permits } from './permits.ts'
import { userInactivity } from './status.ts'

/**
 * Puts a decision into names: everything that led to it, and nothing secret (§3.4.4). `program` is the one the index was
 * compiled from, `at` the instant that was decided for.
 *
 * Of a credential with several holders there is no user, and a granted one shows only the holders who may enter.
 */
export function explain(
  index: AccessIndex,
  program: Program,
  decision: Decision,
  request: Pick<AccessRequest, 'object'> & { readonly credential: Credential | ByApp },
  at: number,
  zone: ZoneTable,
  origins: Origins,
): Explanation {
  const { outcome, reason, candidates, user } = decision
  const shown =
    candidates.length > 1 && outcome === 'granted'
      ? candidates.filter((uuid) => decideUser(index, uuid, request.object, at, zone, origins).outcome === 'granted')
      : candidates
  const views = viewsOf(index, program, shown, at, zone, origins)
  const holder = user === undefined ? undefined : program.users.get(user)
  // The id stays out.
  const name = credentialName(request.credential, holder)
  return {
    outcome,
    reason,
    credential: { kind: request.credential.kind, ...(name !== undefined && { name }) },
    groups: user === undefined ? [] : views.flatMap(groupsOf),
    paths: sortPaths(views.flatMap((view) => contributions(view, request.object, 'physical'))),
    ...describeUser(holder, origins),
  }
}

/**
 * Why a user may or may not do something now, without a credential: any object, in a scope (which `access:` and `device:`
 * disregard). The App's additional demand for Web Interface/Apps (R150) is a right of its own and not counted here.
 *
 * Throws NOT_FOUND where this unit has no such user.
 */
export function explainUser(
  index: AccessIndex,
  program: Program,
  userUuid: Uuid,
  object: ObjectKey,
  scope: Scope,
  at: number,
  zone: ZoneTable,
  origins: Origins,
): Explanation {
  const user = program.users.get(userUuid)
  if (user === undefined) throw new RigError('NOT_FOUND', `no user ${userUuid} at this Miniserver`)
  const reason = object.startsWith('access:')
    ? decideUser(index, userUuid, object, at, zone, origins).reason
    : (userInactivity(user, at, origins) ?? REASONS[permits(index, `user:${userUuid}`, object, scope, at, zone)])
  const views = viewsOf(index, program, [userUuid], at, zone, origins)
  return {
    outcome: reason === 'ALLOWED' ? 'granted' : 'denied',
    reason,
    ...describeUser(user, origins),
    groups: views.flatMap(groupsOf),
    paths: sortPaths(views.flatMap((view) => contributions(view, object, scope))),
  }
}

/** The name a credential bears with its holder. Codes bear none, and one that is called by its id none that may be told. */
export function credentialName({ kind, id }: Credential | ByApp, holder: User | undefined): string | undefined {
  const named: Record<(Credential | ByApp)['kind'], readonly NamedId[] | undefined> = {
    tag: holder?.tags,
    ibutton: holder?.ibuttons,
    external: holder?.externalIds,
    code: undefined,
    app: undefined,
  }
  return named[kind]?.find((credential) => credential.id === id && credential.name !== id)?.name
}

const REASONS = {
  allowed: 'ALLOWED',
  denied: 'DENIED',
  'not-configured': 'NOT_CONFIGURED',
} as const satisfies Record<ReturnType<typeof permits>, Reason>

function viewsOf(
  index: AccessIndex,
  program: Program,
  users: readonly Uuid[],
  at: number,
  zone: ZoneTable,
  origins: Origins,
): View[] {
  const moment = { at, zone, modes: index.modes }
  return users.flatMap((uuid) => {
    const principal = index.users.get(uuid)
    return principal === undefined ? [] : [viewOf(index, principal, { program, origins }, moment)]
  })
}

/** Nearest first; breadth-first order is that already, names decide among equals. */
function groupsOf({ index, chains, names }: View): string[] {
  return [...chains.distances]
    .map(([group, distance]) => ({ distance, name: groupName(names, index.table.graph.uuids[group] ?? '') }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}

function describeUser(user: User | undefined, origins: Origins): Pick<Explanation, 'user' | 'trust'> {
  if (user === undefined) return {}
  const { name, uuid, origin } = user
  if (origin === undefined) return { user: { name, uuid } }
  const position = origins.position(origin)
  return {
    user: { name, uuid, origin: { serial: origin, name: origins.name(origin) } },
    ...(position === undefined ? {} : { trust: { origin, ...position } }),
  }
}
