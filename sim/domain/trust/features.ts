import { RigError } from '../errors.ts'
import type { ProgramEdit } from '../program/edit.ts'
import type { ObjectKey, PrincipalKey, Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { isOlder, type Unit } from './eligibility.ts'
import type { MemberInfo } from './membership.ts'
import { peersOf } from './peers.ts'

/** What two units of a Trust do together where both run at least this firmware (§3.3.2, P-18). */
const SINCE = { intercom: [12, 4], disabledBySource: [15, 3], trustLink: [14, 5, 11, 3] } as const

export type TrustFeature = keyof typeof SINCE

/** Whether this unit and a peer both have it. One that is in no Trust with this unit has nothing. */
export function sharesFeature(
  program: Program,
  unit: Pick<Unit, 'serial' | 'firmware'>,
  peer: Serial,
  feature: TrustFeature,
): boolean {
  const info = peersOf(program, unit.serial).get(peer)
  return info !== undefined && olderOne([unit, info], feature) === undefined
}

/**
 * Throws `FEATURE_UNSUPPORTED_BY_PEER` where an edit gives an Intercom to a Trust member (R53), and this unit or that one is too old
 * for it. Before a member has joined nobody knows what it runs, and it may be given.
 */
export function requireFeatures(program: Program, edit: ProgramEdit, unit: Unit): void {
  const members = givenIntercom(edit)
  if (members.length === 0) return
  const peers = peersOf(program, unit.serial)
  for (const principal of members) {
    const info = peers.get(principal.slice('member:'.length))
    const old = info === undefined ? undefined : olderOne([unit, info], 'intercom')
    if (old === undefined) continue
    const sentence = `${old.serial} runs ${old.firmware}; an Intercom in a Trust needs ${SINCE.intercom.join('.')} or newer on both`
    throw new RigError('FEATURE_UNSUPPORTED_BY_PEER', sentence)
  }
}

type Versioned = Pick<MemberInfo, 'serial' | 'firmware'>

function olderOne(units: readonly Versioned[], feature: TrustFeature): Versioned | undefined {
  return units.find(({ firmware }) => isOlder(firmware, SINCE[feature]))
}

/** Members that an edit allows an Intercom. */
function givenIntercom(edit: ProgramEdit): PrincipalKey[] {
  if (edit.type === 'assign') return isAllowed(edit.object, edit) ? [edit.principal] : []
  if (edit.type !== 'set-permissions') return []
  return edit.permissions.filter((each) => isAllowed(edit.object, each)).map(({ principal }) => principal)
}

function isAllowed(
  object: ObjectKey,
  { principal, effect }: { readonly principal: PrincipalKey; readonly effect: string },
): boolean {
  return object.startsWith('device:') && principal.startsWith('member:') && effect === 'allow'
}
