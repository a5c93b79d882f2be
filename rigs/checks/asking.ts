import type { ObjectKey, PrincipalKey } from '../../sim/domain/program/names.ts'
import { scopesOf } from '../../sim/domain/program/permission-edits.ts'
import type { Scope } from '../../sim/domain/program/program.ts'
import { objectKey, principalKey } from '../rig-file/build/permissions.ts'
import type { Path } from '../rig-file/finding.ts'
import type { LintedRigSite } from '../rig-file/lints/linted-rig.ts'
import { objectAddress } from '../rig-file/object-address.ts'
import { principalAt } from '../rig-file/principal.ts'
import type { RigCheck, RigFile } from '../rig-file/shape.ts'
import type { WrittenAt } from './because.ts'
import type { Because } from './failure.ts'
import type { CheckedSite } from './site.ts'
import type { Times } from './times.ts'

/** The rig file and its sites, to turn what a check names into keys. */
export interface Asking {
  readonly file: RigFile
  readonly nowMs: number
  readonly writtenAt: WrittenAt
  site(key: string): CheckedSite
  built(key: string): LintedRigSite
}

/** What a form of a check found that is not so; `path` from the check on. */
export interface Deviation {
  readonly path: Path
  /** One, or internal and external where it is the same in both. */
  readonly scopes: readonly Scope[]
  readonly who: string
  readonly site: CheckedSite
  readonly at: number
  readonly expected: string
  readonly found: string
  readonly because: readonly Because[]
}

/** Looks at a check of one form; finds nothing where it is so. */
export type LookAt = (asking: Asking, check: RigCheck, times: (site: CheckedSite) => Times) => Iterable<Deviation>

/** The object of a check whose names were looked at before. */
export function objectOf(
  asking: Asking,
  text: string,
  given: string | undefined,
): { site: CheckedSite; object: ObjectKey } {
  const address = objectAddress(asking.file, text, given)
  if (address === undefined) throw new TypeError(`unchecked object ${text}`)
  return { site: asking.site(address.site), object: objectKey(asking.built(address.site).build, address.object) }
}

export function principalOf(asking: Asking, site: CheckedSite, text: string): PrincipalKey {
  const principal = principalAt(asking.file, site.site, text)
  if (principal === undefined) throw new TypeError(`unchecked principal ${text}`)
  return principalKey(asking.built(site.site).build, principal)
}

/** The scopes in which a check asks about an object: one, or all alike where it names none. */
export function scopesIn(object: ObjectKey, scope: RigCheck['scope']): readonly Scope[] {
  return scopesOf(object).filter((each) => each === 'physical' || scope === undefined || each === scope)
}
