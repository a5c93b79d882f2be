import type { Notice } from '../../sim/io/notice.ts'
import type { Listening } from '../factory/bundle.ts'

/** The first line a device process writes to its standard output: it runs, and a Miniserver listens there. */
export interface DeviceReport {
  /** `site/device`. */
  readonly running: string
  readonly listening?: Listening
}

/** `undefined` for a line that is no report. */
export function reportOf(line: string): DeviceReport | undefined {
  try {
    const value: unknown = JSON.parse(line)
    const isReport = typeof value === 'object' && value !== null && 'running' in value
    return isReport ? (value as DeviceReport) : undefined
  } catch {
    return undefined
  }
}

/**
 * What a line of a device's standard error says: notices are `CODE: sentence`. Everything else is what Node prints when a
 * program fails.
 */
export function noticeOf(device: string, line: string): Notice {
  const [, code, sentence] = /^([A-Z][A-Z0-9_]+): (.*)$/.exec(line) ?? []
  const message = sentence ?? line
  return {
    code: (code as Notice['code'] | undefined) ?? 'DEVICE_OFFLINE',
    message: message.startsWith(device) ? message : `${device}: ${message}`,
    ...((code === 'BROKER_LOST' || code === 'BROKER_BACK') && { connection: device }),
  }
}
