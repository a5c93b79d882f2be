import type { Program } from '../program/program.ts'
import type { Identity } from './state.ts'

/** What the unit is called by its program; where that says nothing, as it was made (C14). */
export function namedBy(program: Program, identity: Identity, givenName: string): Identity {
  const setting = program.settings.get('miniserver-name')
  const name = setting?.name === 'miniserver-name' ? setting.title : givenName
  return name === identity.name ? identity : { ...identity, name }
}
