import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../sim/domain/miniserver/api/state-uuid.ts'
import { aMiniserver, KEYPAD_UUID, STRIKE_UUID } from '../domain/miniserver/api/a-miniserver.ts'
import { startApiMiniserver } from './api-miniserver.ts'
import { startLxCommunicator, startNodeLoxWsApi } from './client.ts'

const USERS = { Anna: { password: 'se:cret/ä' }, Otto: { password: 'secret', alg: 'SHA1' } } as const
const ANNA = { user: 'Anna', password: 'se:cret/ä' }
const OTTO = { user: 'Otto', password: 'secret' }

describe('lxcommunicator', () => {
  test('logs in, loads the structure file, enables events and hears of changes', async () => {
    await using miniserver = await startApiMiniserver(aMiniserver(USERS))
    await using client = startLxCommunicator({ ...miniserver, ...ANNA })
    const { structure } = await client.line('structure')
    expect(structure).toMatchObject({
      msInfo: { msName: 'Home' },
      controls: { [STRIKE_UUID]: { type: 'InfoOnlyDigital' } },
    })
    expect(await client.line('enabled')).toMatchObject({ code: '200', value: '1' })
    const active = stateUuid(STRIKE_UUID, 'active')
    await client.line('event', ({ uuid, value }) => uuid === active && value === 0)
    miniserver.publish(STRIKE_UUID, 'active', 1)
    await client.line('event', ({ uuid, value }) => uuid === active && value === 1)
    miniserver.publish(KEYPAD_UUID, 'lastuser', 'Anna ä')
    await client.line('event', ({ uuid, value }) => uuid === stateUuid(KEYPAD_UUID, 'lastuser') && value === 'Anna ä')
  })

  test('logs in again with its token, under the key of the key exchange', async () => {
    await using miniserver = await startApiMiniserver(aMiniserver(USERS))
    await using first = startLxCommunicator({ ...miniserver, ...ANNA })
    const { token } = await first.line('token')
    await using second = startLxCommunicator({ ...miniserver, ...ANNA, password: '', token })
    await second.line('authorized')
    expect(second.lines.some(({ type }) => type === 'token')).toBe(false)
  })

  test('is refused with a wrong password, and the fifth time shut out', async () => {
    await using miniserver = await startApiMiniserver(aMiniserver(USERS))
    for (let time = 1; time <= 4; time++) {
      await using client = startLxCommunicator({ ...miniserver, ...ANNA, password: 'wrong' })
      expect(await client.line('refused')).toMatchObject({ errorCode: 401 })
    }
    await using fifth = startLxCommunicator({ ...miniserver, ...ANNA, password: 'wrong' })
    expect(await fifth.line('refused')).toMatchObject({ errorCode: 403, remaining: 300 })
    await using good = startLxCommunicator({ ...miniserver, ...ANNA })
    expect(await good.line('refused')).toMatchObject({ errorCode: 403, remaining: expect.any(Number) })
  })
})

describe('node-lox-ws-api', () => {
  test('logs in as a user whose password is kept as SHA1, loads the structure file and hears of changes', async () => {
    await using miniserver = await startApiMiniserver(aMiniserver(USERS))
    await using client = startNodeLoxWsApi({ ...miniserver, ...OTTO })
    await client.line('authorized')
    expect((await client.line('structure')).structure).toMatchObject({ msInfo: { msName: 'Home' } })
    const active = stateUuid(STRIKE_UUID, 'active')
    await client.line('event', ({ uuid, value }) => uuid === active && value === 0)
    miniserver.publish(STRIKE_UUID, 'active', 1)
    await client.line('event', ({ uuid, value }) => uuid === active && value === 1)
  })

  test('is refused with a wrong password', async () => {
    await using miniserver = await startApiMiniserver(aMiniserver(USERS))
    await using client = startNodeLoxWsApi({ ...miniserver, ...OTTO, password: 'wrong' })
    expect(await client.line('refused')).toBeDefined()
  })
})
