import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * What this machine lacks for the container suite, a sentence each with the package or right that mends it. Empty when the suite
 * can run; otherwise it is unverified, for these reasons.
 */
export function containerMissing(): string[] {
  return NEEDS.filter(({ isThere }) => !isThere()).map(({ sentence }) => sentence)
}

/** Whether an engine answers, where DOCKER_HOST says or at its usual place. */
export function engineAnswers(): boolean {
  return spawnSync('docker', ['version'], { stdio: 'ignore', timeout: ANSWER_MS }).status === 0
}

/** Where a program of that name is, as a shell finds it or among the administrator's. */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

/** An engine that is busy takes its time. */
const ANSWER_MS = 10_000

const isRoot = process.getuid?.() === 0

const NEEDS: readonly { readonly sentence: string; readonly isThere: () => boolean }[] = [
  {
    sentence: 'The docker command is missing: apt-get install --no-install-recommends docker.io',
    isThere: () => programPath('docker') !== undefined,
  },
  {
    sentence: 'No Docker engine answers, and only root can start a private one: run the suite as root.',
    isThere: () => isRoot || engineAnswers(),
  },
  {
    sentence: 'No Docker engine answers, and there is none to start: apt-get install --no-install-recommends docker.io',
    isThere: () => programPath('dockerd') !== undefined || engineAnswers(),
  },
  {
    sentence: 'The containers must reach this machine: DOCKER_HOST must name a socket of it (unix://…).',
    isThere: () => (process.env.DOCKER_HOST ?? 'unix://').startsWith('unix://'),
  },
  {
    sentence: 'A base image without a registry needs debootstrap: apt-get install --no-install-recommends debootstrap',
    isThere: () => programPath('debootstrap') !== undefined || engineAnswers(),
  },
]

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
