import { describe, expect, test } from 'vitest'
import { Traffic } from '../../sim/io/traffic.ts'

describe('Traffic', () => {
  test('settled() resolves at once when nothing is in flight', async () => {
    await new Traffic().settled(0)
  })

  test('settled() waits for every reader that subscribed to the topic', async () => {
    const traffic = new Traffic()
    const [one, two] = [traffic.reader(['a/+']), traffic.reader(['a/b', 'a/#'])]
    traffic.sent('a/b', '1')
    const settled = observed(traffic.settled())
    one.received('a/b', '1')
    await turn()
    expect(settled.state).toBe('pending')
    two.received('a/b', '1')
    await turn()
    expect(settled.state).toBe('resolved')
  })

  test('settled() does not wait for what nobody here reads, nor for what is heard twice or from elsewhere', async () => {
    const traffic = new Traffic()
    const reader = traffic.reader(['a/+'])
    traffic.sent('b/c', '1')
    reader.received('a/b', 'from elsewhere')
    traffic.sent('a/b', '2')
    reader.received('a/b', '2')
    reader.received('a/b', '2')
    await traffic.settled(0)
  })

  test('settled() waits for the answer that a message set off', async () => {
    const traffic = new Traffic()
    const [device, miniserver] = [traffic.reader(['command']), traffic.reader(['event'])]
    traffic.sent('event', '1')
    const settled = observed(traffic.settled())
    traffic.sent('command', '2')
    miniserver.received('event', '1')
    await turn()
    expect(settled.state).toBe('pending')
    device.received('command', '2')
    await turn()
    expect(settled.state).toBe('resolved')
  })

  test('settled() forgets what was under way to a reader that is gone', async () => {
    const traffic = new Traffic()
    const reader = traffic.reader(['a'])
    traffic.sent('a', '1')
    reader.gone()
    traffic.sent('a', '2')
    await traffic.settled(0)
  })

  test('settled() waits until what was begun has ended', async () => {
    const traffic = new Traffic()
    const end = traffic.begin()
    const settled = observed(traffic.settled())
    await turn()
    expect(settled.state).toBe('pending')
    end()
    await turn()
    expect(settled.state).toBe('resolved')
  })

  test('settled() never hangs: it names what was lost, once', async () => {
    const traffic = new Traffic()
    traffic.reader(['a/+'])
    traffic.sent('a/b', '1')
    await expect(traffic.settled(1)).rejects.toMatchObject({
      code: 'DEADLINE',
      message: expect.stringContaining('a/b'),
    })
    await traffic.settled(1)
  })
})

function observed(promise: Promise<void>): { state: 'pending' | 'resolved' } {
  const observation: { state: 'pending' | 'resolved' } = { state: 'pending' }
  void promise.then(() => {
    observation.state = 'resolved'
  })
  return observation
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
