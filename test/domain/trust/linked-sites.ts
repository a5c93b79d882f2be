import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { APP, App } from './an-app.ts'
import { aUser, OFFICE, take, type Unit } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

export const LINK_API = 'jdev/sps/trustlink'
export const password = hashPassword(anEnv().hash, 'SHA256', 'anna', 'AB')
export const anna: User = aUser('Anna', OFFICE, { password })
export const LETTING_IN = { principal: `user:${anna.uuid}`, object: 'right:WebInterfaceApps' } as const
export const BOTH = ['internal', 'external'] as const

/** Office with Anna, who is used at Home and Cabin and may use the App everywhere. */
export function shared() {
  const sites = threeInTrust()
  const { estate, office, home, cabin } = sites
  office.edit({ type: 'add-user', user: anna })
  for (const unit of [home, cabin]) take(unit, 'user', anna.uuid)
  for (const unit of [office, home, cabin]) unit.edit({ ...LETTING_IN, type: 'assign', scopes: BOTH, effect: 'allow' })
  const at = (unit: Unit, permission = APP, scope: 'internal' | 'external' = 'internal') =>
    new App(estate, unit, `${unit.identity.name}-${scope}-${permission}`, scope).loggedIn('Anna', permission)
  return { ...sites, at }
}

/** Nobody comes in from outside while the factory's password holds; from now on they do. */
export function changeAdmin(...units: readonly Unit[]): void {
  const strong = hashPassword(anEnv().hash, 'SHA256', 'quite a long one', 'AB')
  for (const unit of units)
    unit.edit({ type: 'edit-user', uuid: unit.user('admin')?.uuid ?? '', change: { password: strong } })
}

/** Where the user can go on, by name. */
export const listed = (app: App): string[] =>
  (app.ask(`${LINK_API}/peers`) as { readonly peers: readonly { readonly name: string }[] }).peers.map(
    ({ name }) => name,
  )
