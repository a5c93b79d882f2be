import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { Control, Program, User } from '../../../sim/domain/program/program.ts'

type Door = Extract<Control, { readonly kind: 'authentication-nfc-code-touch' | 'access-controller' }>
type Borne = 'tags' | 'ibuttons' | 'codeDigest'

/** What each block of a reader takes. */
const TAKES: { readonly [Kind in Door['kind']]: readonly Borne[] } = {
  'authentication-nfc-code-touch': ['tags', 'codeDigest'],
  'access-controller': ['ibuttons'],
}

export function doorsOf({ controls }: Program): Door[] {
  return [...controls.values()].filter((control): control is Door => control.kind in TAKES)
}

export function doorKey({ uuid }: Door): ObjectKey {
  return `access:${uuid}`
}

/** Whether somebody bears anything that this door's reader takes. */
export function isBornFor({ kind }: Pick<Door, 'kind'>, user: User): boolean {
  return TAKES[kind].some((key) => hasBorne(user, key))
}

/** Whether some door of a program takes this. */
export function isTaken(program: Program, key: Borne): boolean {
  return doorsOf(program).some(({ kind }) => TAKES[kind].includes(key))
}

/** Whether somebody bears anything that some reader takes. */
export function bearsAnything(user: User): boolean {
  return Object.values(TAKES)
    .flat()
    .some((key) => hasBorne(user, key))
}

function hasBorne(user: User, key: Borne): boolean {
  const borne = user[key]
  return borne !== undefined && borne.length > 0
}
