import { generateKeyPairSync } from 'node:crypto'
import type { Program, User } from '../../sim/domain/program/program.ts'
import { fromBundle } from '../modules.ts'
import { WEEK_FROM_MS } from './campus.ts'
import { vienna } from './rights.ts'

const SERIAL = '504F94A00001'
const AT = { wallMs: WEEK_FROM_MS, monotonicMs: 0 }

/** A Miniserver that runs a program, and its administrator, who edits it as from the App. */
export interface Unit {
  /** Puts a user into other groups; back again the next time. */
  editUser(number: number): void
}

export async function unitOf(program: Program): Promise<Unit> {
  const { changeProgram } = await fromBundle<typeof import('../../sim/domain/miniserver/change-program.ts')>(
    'sim/domain/miniserver/change-program.ts',
  )
  const { bootMiniserver } = await fromBundle<typeof import('../../sim/domain/miniserver/boot.ts')>(
    'sim/domain/miniserver/boot.ts',
  )
  const { miniserverEnv } = await fromBundle<typeof import('../../sim/io/env.ts')>('sim/io/env.ts')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const random = (bytes: number) => '00'.repeat(bytes)
  const env = miniserverEnv({ serial: SERIAL, zone: await vienna(), privateKey, deviceKeys: new Map(), random })
  const users = [...program.users.values()]
  const administrator = addAdministrator(program)
  const identity = { serial: SERIAL, name: 'Campus', site: 'campus', miniserverType: 2, firmware: '16.0.6.10' }
  const unit = { identity, program, connectionTimeoutS: 0, codeKey: '0'.repeat(64) }
  const { state } = bootMiniserver(unit, [], AT, env)
  const editor = { user: administrator, scope: 'internal' } as const
  return {
    editUser(number) {
      const { uuid, groups = [] } = users[number] ?? administrator
      const isMoved = state.program.users.get(uuid)?.groups !== groups
      const change = { groups: isMoved ? groups : groups.slice(1) }
      changeProgram({ state, at: AT, env, editor }, [{ type: 'edit-user', uuid, change }], () => [])
    },
  }
}

/** The last of all users: whoever looks for an administrator among them looks at everybody. */
function addAdministrator(program: Program): User {
  const group = 'full-access'
  program.groups.set(group, { uuid: group, name: 'Full Access', type: 'full-access', groups: [] })
  const administrator: User = {
    uuid: 'admin',
    name: 'admin',
    password: { alg: 'SHA256', salt: '', hash: '' },
    nfcCodeTouchId: '',
    profile: {},
    tags: [],
    ibuttons: [],
    externalIds: [],
    status: { state: 'enabled' },
    groups: [group],
  }
  program.users.set(administrator.uuid, administrator)
  return administrator
}
