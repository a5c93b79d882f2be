import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '../../../rigs/cli/alive.ts'
import { LOXRIG } from '../../helpers/a-loxrig-process.ts'

const run = promisify(execFile)
const LAB = resolve('rigs/two-sites.yaml')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loxrig-process-'))
  await writeFile(join(folder, 'lab.yaml'), (await readFile(LAB, 'utf8')).replace('rig: two-sites', 'rig: lab'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
}

/** What a process prints until that is among it. Throws with its errors when it ends before. */
async function printedUntil(
  { stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>,
  text: string,
): Promise<string> {
  let [printed, told] = ['', '']
  stderr.setEncoding('utf8').on('data', (chunk) => {
    told += chunk
  })
  for await (const chunk of stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += chunk
    if (printed.includes(text)) return printed
  }
  throw new Error(told)
}

async function loxrig(...args: string[]): Promise<Ended> {
  return node([LOXRIG, ...args])
}

async function node(args: readonly string[]): Promise<Ended> {
  try {
    return { ...(await run(process.execPath, args, { cwd: folder })), code: 0 }
  } catch (error) {
    return error as Ended
  }
}

describe('the process', () => {
  test('prints results to standard output and ends with 0', async () => {
    expect(await loxrig('--version')).toMatchObject({
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
      code: 0,
    })
  })

  test('says errors on standard error, as CODE and sentence, and ends with 2', async () => {
    expect(await loxrig('tap', 'home/front-door', 'blue-card')).toMatchObject({
      stdout: '',
      stderr: 'NO_RIG: no rig runs in this folder; start one: npx loxrig up\n',
      code: 2,
    })
  })

  test('on an old Node is one sentence', async () => {
    const old =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})"
    const { stdout, stderr, code } = await node(['--import', old, LOXRIG, 'up'])
    expect(stderr).toMatch(/^NODE_TOO_OLD: loxrig needs Node 20\.\d+ or newer; this is 18\.20\.4\. [^\n]+\n$/)
    expect([stdout, code]).toEqual(['', 2])
  })
})

describe('a rig', () => {
  test('in the foreground is found by others until Ctrl-C, which leaves nothing', async () => {
    const up = spawn(process.execPath, [LOXRIG, 'up', 'lab.yaml'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const stdout = await printedUntil(up, 'npx loxrig watch')
    expect(stdout).toMatch(/^rig ready {2}lab {2}live, process \d+, after \d+\.\d\d s\n/)
    expect(stdout).toContain(`logins: see ${join(folder, '.loxrig/lab/rig.json')}`)
    expect((await stat(join(folder, '.loxrig/lab/rig.json'))).mode & 0o777).toBe(0o600)

    const again = await loxrig('up', 'lab.yaml')
    expect(again.stderr).toContain(`RIG_RUNNING: rig lab is up already, process ${up.pid}`)
    expect(again.code).toBe(2)

    const granted = await loxrig('tap', 'office/front-door', 'blue-card', '--expect', 'denied', '--json')
    const { outcome, user } = JSON.parse(granted.stdout)
    expect(user.name).toBe('Anna')
    expect(granted.code).toBe(outcome === 'denied' ? 0 : 1)

    up.kill('SIGINT')
    expect(await once(up, 'exit')).toEqual([130, null])
    expect(await readdir(join(folder, '.loxrig/lab'))).not.toContain('rig.json')
    expect(await readdir(join(folder, '.loxrig/lab'))).not.toContain('pid')
  })

  test('in the background is stopped by down, which waits', async () => {
    const up = await loxrig('up', 'lab.yaml', '--detach')
    expect(up.stdout, up.stderr).toMatch(/^rig ready {2}lab/)
    const { pid } = JSON.parse(await readFile(join(folder, '.loxrig/lab/rig.json'), 'utf8'))
    expect(isAlive(pid)).toBe(true)
    expect(await loxrig('down')).toMatchObject({ stdout: 'rig lab has stopped\n', code: 0 })
    expect(isAlive(pid)).toBe(false)
    expect((await loxrig('status')).stderr).toMatch(/^NO_RIG/)
  })
})
