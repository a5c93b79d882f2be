import { expect, onTestFinished, test } from 'vitest'
import { type Health, openHealth } from '../../../rigs/placements/health.ts'

test('a device is asked for its health on loopback, and says 200 only while it is well', async () => {
  const health = await opened()
  expect(await statusOf(health, '/healthz')).toBe(503)
  health.isWell = true
  expect(await statusOf(health, '/healthz')).toBe(200)
  expect(await statusOf(health, '/')).toBe(404)
})

test('a port that is taken, or is none, is one sentence', async () => {
  const { port } = await opened()
  await expect(openHealth(port)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(`${port}`) })
  await expect(openHealth(Number('x'))).rejects.toMatchObject({ code: 'USAGE' })
})

async function opened(): Promise<Health> {
  const health = await openHealth(0)
  onTestFinished(() => health[Symbol.asyncDispose]())
  return health
}

async function statusOf({ port }: Health, path: string): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}${path}`)
  return status
}
