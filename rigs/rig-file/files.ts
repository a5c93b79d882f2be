import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FaultCode } from './fault.ts'

/** Nothing people write by hand is longer. */
export const FILE_SIZE_MAX = 10 * 1024 * 1024

export type FileText = { readonly text: string } | { readonly code: FaultCode; readonly message: string }

/** Reads a file that something else named. */
export type ReadFile = (path: string, options?: { readonly isSecret?: boolean }) => FileText

/**
 * From this machine's disk, as seen from a folder and named as they are asked for: at most `FILE_SIZE_MAX` bytes of UTF-8; a secret
 * one only when nobody else may read it.
 */
export function readFrom(folder: string): ReadFile {
  return (path, { isSecret = false } = {}) => {
    const place = resolve(folder, path)
    try {
      const { size, mode } = statSync(place)
      if (size > FILE_SIZE_MAX) return { code: 'FILE_TOO_LARGE', message: `${path} has more than 10 MiB.` }
      if (isSecret && (mode & 0o077) !== 0) {
        return { code: 'SECRETS_MODE', message: `Others may read ${path}; run: chmod 600 ${path}` }
      }
      return { text: readFileSync(place, 'utf8') }
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined
      return { code: 'FILE_UNREADABLE', message: `${path} ${why ?? `cannot be read: ${String(error)}`}.` }
    }
  }
}

/** As seen from the folder of this process. */
export const readFromDisk: ReadFile = (path, options) => readFrom('')(path, options)

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not there',
}
