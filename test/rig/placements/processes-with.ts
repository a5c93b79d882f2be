import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Numbers of the processes whose command line holds a text. */
export function processesWith(text: string): number[] {
  return commandLines()
    .filter(({ line }) => line.includes(text))
    .map(({ pid }) => pid)
}

function commandLines(): { readonly pid: number; readonly line: string }[] {
  if (!existsSync('/proc/self/cmdline')) return fromPs()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), line: readLine(`/proc/${name}/cmdline`) }))
}

/** Empty for a process that has ended meanwhile, or whose parent has not asked yet how it did. */
function readLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function fromPs(): { readonly pid: number; readonly line: string }[] {
  const output = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
  return [...output.matchAll(/^ *(\d+) (.*)$/gm)].map(([, pid, line = '']) => ({ pid: Number(pid), line }))
}
