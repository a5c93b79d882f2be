import { RigError } from '../sim/domain/errors.ts'
import type { ProgramEdit } from '../sim/domain/program/edit.ts'
import { callerAt } from './control/callers.ts'
import type { RigClient } from './control/client-face.ts'
import type { RigContext } from './control/command.ts'
import { localRigClient } from './control/local.ts'
import type { SitePlan } from './factory/plan.ts'
import type { RigTrust } from './rig-file/shape.ts'
import { whenReplicated } from './when-replicated.ts'

/** The document the set-up works on; it is closed when everything is saved. */
const DOCUMENT = 'set-up'

/** Others of the Trust may change a program while its document is open; so often it is loaded and edited again (P-66). */
const TRIES_MAX = 8

/**
 * Carries out a rig file's Trusts as people would: create, add members, key, save, join, save, load; then the rights of
 * members, who and what is shared, and their rights, each saved. When this resolves, every shared user can be used.
 *
 * Throws what a command refuses, and DEADLINE where the users of an origin do not come.
 */
export async function setUpTrusts(context: RigContext): Promise<void> {
  const { plans, file } = context.estate
  const trusts = file.trusts ?? []
  if (trusts.length === 0) return
  // One after the other: a Miniserver may be in several, and can join only one before it is saved.
  for (const trust of trusts) await join(context, trust)
  // The managers load what joined, and tell the members of each other. Rights of members come before anything is shared: without
  // them no origin tells (R30).
  const managers = new Set(trusts.map(({ manager }) => manager))
  await openTo(
    context,
    plans.filter(({ site }) => managers.has(site)),
  )
  await openTo(
    context,
    plans.filter(({ site, afterTrust }) => !managers.has(site) && afterTrust.members.length > 0),
  )
  for (const wave of wavesOf(plans)) await Promise.all(wave.map((plan) => takeOver(context, plan)))
  await context.estate.settled()
}

/** Gives other members what the rig file says they may do at these sites. */
async function openTo(context: RigContext, plans: readonly SitePlan[]): Promise<void> {
  if (plans.length === 0) return
  await Promise.all(plans.map(({ site, afterTrust }) => save(context, site, () => afterTrust.members)))
  await context.estate.settled()
}

/** Until every member is one. */
async function join(context: RigContext, { name, manager, members }: RigTrust): Promise<void> {
  const client = localRigClient(context)
  let keyFile = ''
  await save(context, manager, async () => {
    await client.call('trust-create', { site: manager, name, document: DOCUMENT })
    for (const member of members) await addMember(client, { manager, trust: name, member })
    const key = await client.call('trust-key', { site: manager, trust: name, document: DOCUMENT })
    keyFile = key.keyFile
    return []
  })
  await Promise.all(members.map((site) => client.call('trust-join', { site, keyFile })))
  await context.estate.settled()
  await Promise.all(members.map((site) => save(context, site, () => [])))
}

function addMember(client: RigClient, { manager, trust, member }: Record<'manager' | 'trust' | 'member', string>) {
  return client.call('trust-add-member', { site: manager, trust, member, document: DOCUMENT })
}

/** Adds the users and groups of others with their rights, and waits until those have come. */
async function takeOver(context: RigContext, { site, afterTrust }: SitePlan): Promise<void> {
  const replicated = whenReplicated(context.estate, site, originsOf(afterTrust.imports))
  await replicated(() =>
    save(context, site, () => [...afterTrust.imports, ...afterTrust.references, ...afterTrust.grants]),
  )
}

/** Loads, edits and saves; all over again where somebody else changed the program in between. */
async function save(
  { estate, documents }: RigContext,
  site: string,
  edit: () => readonly ProgramEdit[] | Promise<readonly ProgramEdit[]>,
): Promise<void> {
  const caller = callerAt(estate, site)
  for (let tries = 1; ; tries++) {
    const document = await documents.load(site, DOCUMENT, caller)
    for (const each of await edit()) documents.edit(document, each)
    try {
      await documents.save(site, DOCUMENT, caller)
      break
    } catch (error) {
      if (tries === TRIES_MAX || !(error instanceof RigError) || error.code !== 'STALE_DOCUMENT') throw error
    }
  }
  documents.discard(site, DOCUMENT)
}

/**
 * Who takes something over, in waves: nobody together with those it takes it from, since a unit that restarts answers nobody
 * and is asked again only after a second.
 */
function wavesOf(plans: readonly SitePlan[]): SitePlan[][] {
  const waves: SitePlan[][] = []
  for (const plan of plans) {
    const { imports, references, grants } = plan.afterTrust
    if (imports.length + references.length + grants.length === 0) continue
    const wave = waves.find((each) => each.every((other) => !areLinked(plan, other)))
    if (wave === undefined) waves.push([plan])
    else wave.push(plan)
  }
  return waves
}

function areLinked(a: SitePlan, b: SitePlan): boolean {
  const [ofA, ofB] = [a, b].map(({ afterTrust }) => originsOf([...afterTrust.imports, ...afterTrust.references]))
  return ofA?.has(b.identity.serial) === true || ofB?.has(a.identity.serial) === true
}

function originsOf(imports: readonly ProgramEdit[]): Set<string> {
  return new Set(
    imports.flatMap((edit) => {
      if (edit.type === 'add-import') return [edit.entry.origin]
      return edit.type === 'add-io-reference' ? [edit.reference.host] : []
    }),
  )
}
