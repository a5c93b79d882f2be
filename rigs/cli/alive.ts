import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Whether a process of that number runs. One that has ended and whose parent did not ask for it does not run. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/** How often a process that is no child of ours is looked at; there is nothing it could tell us by. */
const LOOK_MS = 20

/** Whether the process ended within the deadline. */
export async function hasEnded(pid: number, deadlineMs: number): Promise<boolean> {
  const until = performance.now() + deadlineMs
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await pause(LOOK_MS)
  }
  return true
}

/** Field 3 of /proc/<pid>/stat, after a name in parentheses. Other systems have no such file, and show no such processes. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}
