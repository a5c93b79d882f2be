import type { UserChange } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { aUser, type Estate, OFFICE, take, type Unit } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

export const password = { alg: 'SHA256', salt: 'AB', hash: 'CD' } as const
export const anna: User = aUser('Anna', OFFICE, { password, nfcCodeTouchId: '', profile: {} })
export const RED = { id: '04 D4 E5 F6', name: 'red' }
export const GREEN = { id: '04 07 08 09', name: 'green' }
export const newPassword = { alg: 'SHA256', salt: 'AB', hash: 'EF', score: 2 } as const

/** Office with Anna, and two members that use her; each may manage users at Office. */
export function threeSites(): { estate: Estate; office: Unit; home: Unit; cabin: Unit } {
  const { estate, office, home, cabin } = threeInTrust()
  office.config({ type: 'add-user', user: anna })
  for (const unit of [home, cabin]) take(unit, 'user', anna.uuid)
  return { estate, office, home, cabin }
}

export const change = (unit: Unit, fields: UserChange) =>
  unit.edit({ type: 'edit-user', uuid: anna.uuid, change: fields })
export const annaAt = (unit: Unit) => unit.program.users.get(anna.uuid)

export const addOrEdit = (fields: object) =>
  `jdev/sps/addoredituser/${encodeURIComponent(JSON.stringify({ uuid: anna.uuid, ...fields }))}`

/** Anna may use the App there, and change her own password. */
export function lettingIn(unit: Unit): void {
  const principal = `user:${anna.uuid}` as const
  for (const object of ['right:WebInterfaceApps', 'right:ChangeOwnPasswords'] as const)
    unit.edit({ type: 'assign', principal, object, scopes: ['internal'], effect: 'allow' })
}
