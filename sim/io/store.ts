import { type KeyObject, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { RigError } from '../domain/errors.ts'
import type { StoreRecord } from '../domain/miniserver/effect.ts'
import type { Store } from '../ports/store.ts'
import { SealedRecords } from '../protocol/store/sealed-records.ts'
import type { Traffic } from './traffic.ts'

export interface StoreEngineOptions {
  readonly directory: string
  /** Hears, once, that the disk refused a write. Nothing is written after that, and no `done` is called. */
  readonly onFailure: (error: RigError) => void
  /** Learns of every commit until its `done` was called, so that a clock is not moved in between. */
  readonly traffic?: Pick<Traffic, 'begin'>
}

/** The one storage engine of a process. Disposing it writes what was committed and closes the files. */
export interface StoreEngine extends AsyncDisposable {
  /** The records of one unit, apart from all others and sealed with its key (`storeKey`). Names are `a-z`, `0-9`, `-`. */
  part(name: string, key: KeyObject): Store
  /** Resolves when every batch committed so far is durable and its `done` was called. */
  whenIdle(): Promise<void>
}

/** Records joined into one sync at most, so that a large import does not hold up everybody behind it. */
const GROUP_MAX = 10_000

/** A record as it is written; without bytes it is deleted. */
interface Operation {
  readonly key: string
  readonly bytes?: Buffer
}

interface Commit {
  readonly records: number
  readonly operations: readonly Operation[]
  /** In the place of `operations` where there are more than `GROUP_MAX`: sealed into it one by one, so that they are not all in memory twice. */
  readonly batch?: Batch
  readonly done: () => void
}

/**
 * Opens the engine, in a directory only its owner may read. Throws RigError RIG_RUNNING when another process has it open, and
 * FILE_UNREADABLE when it cannot be read.
 */
export async function openStoreEngine(options: StoreEngineOptions): Promise<StoreEngine> {
  const { directory } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const database: Database = new ClassicLevel<string, Buffer>(directory, { valueEncoding: 'buffer' })
  try {
    await database.open()
  } catch (cause) {
    throw openFailure(directory, cause)
  }
  return new LevelEngine(database, options)
}

type Database = ClassicLevel<string, Buffer>
type Batch = ReturnType<Database['batch']>

class LevelEngine implements StoreEngine {
  readonly #database: Database
  readonly #options: StoreEngineOptions
  #waiting: Commit[] = []
  #writing: Promise<void> | undefined
  #isClosed = false

  constructor(database: Database, options: StoreEngineOptions) {
    this.#database = database
    this.#options = options
  }

  part(name: string, key: KeyObject): Store {
    if (!/^[a-z0-9-]+$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a part`)
    const sealed = new SealedRecords(key, randomBytes)
    return {
      commit: (records, done) => {
        if (this.#isClosed) return
        const { length } = records
        const sealing = sealedOneByOne(name, records, sealed)
        if (length > GROUP_MAX) this.#commit({ records: length, operations: [], batch: this.#batchOf(sealing) }, done)
        else this.#commit({ records: length, operations: [...sealing] }, done)
      },
      load: () => this.#load(name, sealed),
    }
  }

  async whenIdle(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.whenIdle()
    this.#isClosed = true
    await this.#database.close()
  }

  #commit(written: Omit<Commit, 'done'>, done: () => void): void {
    const end = this.#options.traffic?.begin()
    this.#waiting.push({
      ...written,
      done: () => {
        done()
        end?.()
      },
    })
    // The first is written at once; what comes while that runs shares the next sync.
    this.#writing ??= this.#writeAll()
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup()
      try {
        await this.#write(group)
      } catch (cause) {
        this.#fail(cause)
        break
      }
      for (const { done } of group) done()
    }
    this.#writing = undefined
  }

  /** As one batch, and synced. Built call by call, which costs a third less than an array before the disk is even asked. */
  async #write(group: readonly Commit[]): Promise<void> {
    const batch = group[0]?.batch ?? this.#batchOf(group.flatMap(({ operations }) => operations))
    await batch.write({ sync: true })
  }

  #batchOf(operations: Iterable<Operation>): Batch {
    const batch = this.#database.batch()
    for (const { key, bytes } of operations) {
      if (bytes === undefined) batch.del(key)
      else batch.put(key, bytes)
    }
    return batch
  }

  /** A large commit is a group of its own. */
  #nextGroup(): Commit[] {
    let records = 0
    const end = this.#waiting.findIndex((commit, index) => {
      records += commit.records
      return index > 0 && records > GROUP_MAX
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  #fail(cause: unknown): void {
    this.#isClosed = true
    this.#waiting = []
    const { directory, onFailure } = this.#options
    onFailure(new RigError('STORE_FAILED', `${directory}: a write failed. Is the disk full?`, { cause }))
  }

  async *#load(part: string, sealed: SealedRecords): AsyncGenerator<StoreRecord> {
    // '0' follows '/'.
    for await (const [key, value] of this.#database.iterator({ gte: `${part}/`, lt: `${part}0` })) {
      yield { key: key.slice(part.length + 1), value: sealed.open(key, value) }
    }
  }
}

function* sealedOneByOne(part: string, records: readonly StoreRecord[], sealed: SealedRecords): Generator<Operation> {
  for (const record of records) yield operationOf(part, record, sealed)
}

function operationOf(part: string, { key, value }: StoreRecord, sealed: SealedRecords): Operation {
  const whole = `${part}/${key}`
  return value === undefined ? { key: whole } : { key: whole, bytes: sealed.seal(whole, value) }
}

function openFailure(directory: string, cause: unknown): RigError {
  const reason = (cause as { readonly cause?: { readonly code?: string; readonly message?: string } }).cause
  if (reason?.code === 'LEVEL_LOCKED') {
    return new RigError('RIG_RUNNING', `${directory} is in use by another process.`, { cause })
  }
  return new RigError('FILE_UNREADABLE', `${directory} cannot be opened: ${reason?.message}. Start without --keep.`, {
    cause,
  })
}
