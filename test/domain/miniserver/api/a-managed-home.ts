import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { assignmentKey, type User } from '../../../../sim/domain/program/program.ts'
import { aMiniserver, Client, recompile, SERIAL, type UserOptions } from './a-miniserver.ts'

export const ADULTS = `0a0b0c0d-0002-0001-ffff${SERIAL.toLowerCase()}`
export const CHIEFS = `0a0b0c0d-0002-0002-ffff${SERIAL.toLowerCase()}`
export const EVERYBODY = `0a0b0c0d-0002-0003-ffff${SERIAL.toLowerCase()}`

const APP = 'right:WebInterfaceApps'

/**
 * Home with one user of each role (§3.4.6): admin, Hugo who manages users, Ulli who may change her own passwords, Gast who may do
 * nothing; with groups Adults (who have Web Interface/Apps), Chiefs (Loxone Config) and All.
 */
export function aManagedHome(more: Readonly<Record<string, UserOptions>> = {}): MiniserverState {
  const state = aMiniserver({
    admin: { allow: [] },
    Hugo: { allow: [APP, 'right:UserManagement'] },
    Ulli: { allow: [APP, 'right:ChangeOwnPasswords'] },
    Gast: { allow: [APP] },
    ...more,
  })
  const { groups, assignments } = state.program
  groups.set(ADULTS, { uuid: ADULTS, name: 'Adults', type: 'normal', groups: [] })
  groups.set(CHIEFS, { uuid: CHIEFS, name: 'Chiefs', type: 'normal', groups: [] })
  groups.set(EVERYBODY, { uuid: EVERYBODY, name: 'All', type: 'all', groups: [] })
  for (const scope of ['internal', 'external'] as const) {
    for (const [group, right] of [
      [CHIEFS, 'LoxoneConfig'],
      [ADULTS, 'WebInterfaceApps'],
    ] as const) {
      const assignment = { principal: `group:${group}`, object: `right:${right}`, scope, effect: 'allow' } as const
      assignments.set(assignmentKey(assignment), assignment)
    }
  }
  recompile(state)
  return state
}

/** A client on a socket of its own, logged in with password "secret". */
export function loggedIn(
  state: MiniserverState,
  name: string,
  options: { scope?: 'internal' | 'external' } = {},
): Client {
  const client = new Client(state, { session: `socket of ${name}`, ...options })
  const { code } = client.logIn(name, 'secret')
  if (code !== 200) throw new TypeError(`${name} cannot log in: ${code}`)
  return client
}

export function userNamed({ program }: MiniserverState, name: string): User {
  const user = [...program.users.values()].find((each) => each.name === name)
  if (user === undefined) throw new TypeError(`no user ${name}`)
  return user
}

export function addOrEdit(fields: Readonly<Record<string, unknown>>): string {
  return `jdev/sps/addoredituser/${encodeURIComponent(JSON.stringify(fields))}`
}
