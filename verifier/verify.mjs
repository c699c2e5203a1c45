#!/usr/bin/env node
/**
 * Checks an export of format unblind-export-1 with nothing but Node:
 *
 *   node verify.mjs FILE [KEY]
 *   node verify.mjs FILE [KEY] --fact SHA256
 *
 * FILE may also be the proof of one fact, of format unblind-fact-1. With --fact it says of an export that holds where that
 * fact is in it, or that it is not in it. Prints what holds, or the first place that does not, and exits 0 or 1 (2: it could not be read). KEY is the
 * verifier key (`name+id+base64`) that the node published; without it the file is checked against the key that it
 * brings along. The format is described in docs/export-format.md; this file shares no code with the program that
 * writes it, so that either finds the other's mistakes.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/** Thrown at the first place that does not hold. `at` is a character offset until `verify` turns it into bytes. */
class Broken extends Error {
  constructor(fault, at, why, stream = null, seq = null) {
    super(why)
    Object.assign(this, { fault, at, stream, seq })
  }
}

/** What to print, and for a file that does not hold the fault, `stream`, `seq` and `byte`. */
export function verify(bytes, trustedKey) {
  const text = Buffer.from(bytes).toString('utf8')
  const refusal = ({ fault, stream, seq, message }, byte) => {
    const place = [stream === null ? '' : `stream ${stream}, `, seq === null ? '' : `entry ${seq}, `, `byte ${byte}`]
    return { ok: false, fault, stream, seq, byte, lines: [`does not hold: ${place.join('')}: ${message}`] }
  }
  const again = Buffer.from(text)
  if (!again.equals(bytes)) {
    const same = again.findIndex((byte, i) => byte !== bytes[i])
    return refusal(new Broken('not-utf-8', 0, 'the file is not UTF-8 text'), same < 0 ? again.length : same)
  }
  try {
    return { ok: true, lines: check(text, trustedKey) }
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    return refusal(broken, Buffer.byteLength(text.slice(0, broken.at)))
  }
}

// --- The file ---------------------------------------------------------------------------------------------------

function check(text, trustedKey) {
  const file = parse(text, 'not-canonical', 'the file is not canonical JSON; it was changed after it was written')
  if (Object.keys(file.fields ?? {}).join() === FACT_FIELDS) return checkFact(file, trustedKey)
  const { documents, key, log, streams } = shaped(file)
  const signer = readKey(key.value)
  if (signer === null) throw new Broken('key', key.at, 'this is not a key that can be trusted')
  if (trustedKey !== undefined && trustedKey !== key.value) {
    throw new Broken('another-key', key.at, 'the file was signed with another key than the one given')
  }
  const { checkpoint } = log.fields
  const head = readCheckpoint(checkpoint.value, signer)
  if (head === null || head.origin !== signer.name) {
    throw new Broken('checkpoint', checkpoint.at, 'the checkpoint of the log is not signed by the key')
  }
  const lines = streams.items.map(({ fields }) => checkStream(fields, signer, head))
  const texts = streams.items.flatMap(({ fields }) => fields.entries.items.map((entry) => entry.value))
  for (const { fields } of documents.items) {
    const { base64, sha256 } = fields
    const content = fromBase64(base64.value)
    if (content === null || hash(content).toString('hex') !== sha256.value) {
      throw new Broken('document-altered', base64.at, 'the document is not the one with this hash')
    }
    if (!texts.some((entry) => entry.includes(`"${sha256.value}"`))) {
      throw new Broken('document-not-named', sha256.at, 'no entry names this document')
    }
  }
  return [
    'holds',
    ...lines,
    `  documents: ${documents.items.length}`,
    `  log ${head.origin}: ${head.size} entries, root ${head.root.toString('hex')}`,
    `  signed with ${key.value}`,
    trustedKey === undefined
      ? '  The key came with the file. Compare it with the one the node published, or give that one as KEY.'
      : '  That is the key given.',
  ]
}

const FACT_FIELDS = 'checkpoint,entry,format,hash,key,proof,seq,stream'

/** One entry, proven to be in its stream as that was signed. */
function checkFact(file, trustedKey) {
  const { checkpoint, entry, format, hash: ownHash, key, proof, seq, stream } = file.fields
  const stop = (fault, why, node = file) => {
    throw new Broken(fault, node.at, why, stream.value, seq.value)
  }
  const texts = [checkpoint, entry, ownHash, key, stream, ...(proof.items ?? [])]
  const isShaped =
    format.value === 'unblind-fact-1' &&
    proof.items !== undefined &&
    texts.every(({ value }) => typeof value === 'string') &&
    [ownHash, ...proof.items].every(({ value }) => /^[0-9a-f]{64}$/.test(value)) &&
    typeof seq.value === 'number' &&
    seq.value >= 0
  if (!isShaped) stop('not-a-fact', 'this is not as a file of format unblind-fact-1 has it')
  const signer = readKey(key.value)
  if (signer === null) stop('key', 'this is not a key that can be trusted', key)
  if (trustedKey !== undefined && trustedKey !== key.value) {
    stop('another-key', 'the file was signed with another key than the one given', key)
  }
  if (hash(entry.value).toString('hex') !== ownHash.value) {
    stop('entry.altered', 'the text is not the one that was sealed', entry)
  }
  const { seq: ownSeq, kind, actor, at } = parseEntry(entry.value, (fault, why) => stop(fault, why, entry))
  if (ownSeq !== seq.value) stop('entry.out-of-sequence', `it says it is entry ${ownSeq}`, entry)
  const head = readCheckpoint(checkpoint.value, signer)
  if (head === null || head.origin !== `${signer.name}/${stream.value}`) {
    stop('stream-checkpoint', 'the root of this stream is not signed by the key', checkpoint)
  }
  const path = proof.items.map(({ value }) => Buffer.from(value, 'hex'))
  const from = leaf(stream.value, seq.value, ownHash.value)
  const reached = seq.value < head.size ? climb(from, seq.value, head.size, path) : null
  if (!reached?.equals(head.root)) stop('not-in-stream', 'the entry is not in the stream whose root is signed', proof)
  return [
    'holds',
    `  stream ${stream.value}: entry ${seq.value}, ${kind}, recorded ${at} in the name of ${actor}`,
    `  it is one of ${head.size} entries under root ${head.root.toString('hex')}`,
    `  signed with ${key.value}`,
    trustedKey === undefined
      ? '  The key came with the file. Compare it with the one the node published, or give that one as KEY.'
      : '  That is the key given.',
  ]
}

/**
 * Where a fact is in an export that holds: the hash of an entry, or of a document that an entry names. The roots that were
 * signed are over every entry that is here, so that what is not found is not in there.
 */
export function findFact(bytes, sha256) {
  const { streams } = parse(Buffer.from(bytes).toString('utf8'), '', '').fields
  const found = streams.items.flatMap(({ fields }) =>
    fields.entries.items.flatMap(({ value }, seq) => {
      const isIt = fields.hashes.items[seq].value === sha256
      return isIt || value.includes(`"${sha256}"`) ? [{ stream: fields.id.value, seq, isNamed: !isIt }] : []
    }),
  )
  const size = streams.items.reduce((sum, { fields }) => sum + fields.entries.items.length, 0)
  const lines = found.map(
    ({ stream, seq, isNamed }) => `  fact ${sha256}: ${isNamed ? 'named in' : 'is'} entry ${seq} of stream ${stream}`,
  )
  return {
    found,
    lines:
      found.length > 0 ? lines : [`  fact ${sha256}: not in the case: none of the ${size} entries is it or names it`],
  }
}

function checkStream({ checkpoint, entries, hashes, id, inclusion }, signer, log) {
  const stream = id.value
  let prev = '0'.repeat(64)
  for (const [seq, { value: text, at }] of entries.items.entries()) {
    const stop = (fault, why) => {
      throw new Broken(fault, at, why, stream, seq)
    }
    const ownHash = hashes.items[seq].value
    if (hash(text).toString('hex') !== ownHash) stop('entry.altered', 'the text is not the one that was sealed')
    const entry = parseEntry(text, stop)
    if (entry.seq !== seq) stop('entry.out-of-sequence', `it says it is entry ${entry.seq}`)
    if (entry.prev !== prev) stop('entry.chain-broken', 'it does not follow from the entry before it')
    prev = ownHash
  }
  const size = entries.items.length
  const leaves = hashes.items.map(({ value }, seq) => leaf(stream, seq, value))
  const head = readCheckpoint(checkpoint.value, signer)
  const mismatch = () =>
    new Broken('stream-checkpoint', checkpoint.at, 'what was signed of this stream is not what is here', stream)
  if (head === null || head.origin !== `${signer.name}/${stream}`) throw mismatch()
  if (head.size !== size) {
    const why = `${head.size} entries were signed, ${size} are here`
    throw new Broken('incomplete', checkpoint.at, why, stream, Math.min(head.size, size))
  }
  if (!root(leaves).equals(head.root)) throw mismatch()
  const { index, proof } = inclusion.fields
  const path = proof.items.map(({ value }) => Buffer.from(value, 'hex'))
  const reached = index.value < log.size ? climb(leaves[size - 1], index.value, log.size, path) : null
  if (!reached?.equals(log.root)) {
    throw new Broken('not-in-log', inclusion.at, 'the newest entry of this stream is not in the signed log', stream)
  }
  return `  stream ${stream}: ${size} entries, newest ${prev}`
}

function parseEntry(text, stop) {
  let entry
  try {
    entry = parse(text, '', '').value
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    stop('entry.not-canonical', 'the text is not canonical JSON')
  }
  const isText = (value) => typeof value === 'string' && value !== ''
  const holds =
    isObject(entry) &&
    Object.keys(entry).sort().join() === 'actor,at,body,kind,prev,seq' &&
    isText(entry.actor) &&
    isText(entry.kind) &&
    isText(entry.at) &&
    /^\d{4}-.{18}Z$/.test(entry.at) &&
    new Date(entry.at).toJSON() === entry.at &&
    isObject(entry.body) &&
    /^[0-9a-f]{64}$/.test(entry.prev) &&
    isText(entry.prev) &&
    entry.seq >= 0 &&
    typeof entry.seq === 'number'
  if (!holds) stop('entry.not-sealed', 'a field is missing, unknown or not as a sealed entry has it')
  return entry
}

/** The fields of the file, or the first part that is not as the format has it. */
function shaped(file) {
  const need = (node, holds) => {
    if (!holds) throw new Broken('not-an-export', node.at, 'this is not as a file of format unblind-export-1 has it')
    return node
  }
  const fields = (node, names) => need(node, Object.keys(node.fields ?? {}).join() === names).fields
  const items = (node, least) => need(node, node.items?.length >= least).items
  const text = (node, pattern = /^/) => need(node, typeof node.value === 'string' && pattern.test(node.value))
  const ordered = (nodes, id) =>
    nodes.forEach((node, i) => {
      need(node, i === 0 || node.fields[id].value > nodes[i - 1].fields[id].value)
    })
  const hex = /^[0-9a-f]{64}$/

  const { documents, format, key, log, streams } = fields(file, 'documents,format,key,log,streams')
  for (const document of items(documents, 0)) {
    text(fields(document, 'base64,sha256').base64)
    text(document.fields.sha256, hex)
  }
  ordered(documents.items, 'sha256')
  text(format, /^unblind-export-1$/)
  text(key)
  text(fields(log, 'checkpoint').checkpoint)
  for (const stream of items(streams, 1)) {
    const { checkpoint, entries, hashes, id, inclusion } = fields(stream, 'checkpoint,entries,hashes,id,inclusion')
    text(checkpoint)
    for (const entry of items(entries, 1)) text(entry)
    for (const hash of items(hashes, 1)) text(hash, hex)
    text(id, /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/)
    const { index, proof } = fields(inclusion, 'index,proof')
    need(index, typeof index.value === 'number' && index.value >= 0)
    for (const hash of items(proof, 0)) text(hash, hex)
    need(stream, entries.items.length === hashes.items.length)
  }
  ordered(streams.items, 'id')
  return file.fields
}

// --- Canonical JSON (RFC 8785, integers within 2^53, no more than 64 levels) --------------------------------------

/** A tree of nodes: `at`, the offset of the first character, `value`, and of a list its `items`, of an object its `fields`. */
function parse(text, fault, why) {
  let at = 0
  const stop = (where) => {
    throw new Broken(fault, where, why)
  }
  const takes = (mark) => text[at] === mark && ++at > 0
  const string = () => {
    const start = at
    let end = start
    let slashes
    do {
      end = text.indexOf('"', end + 1)
      if (end < 0) stop(start)
      slashes = 0
      while (text[end - 1 - slashes] === '\\') slashes++
    } while (slashes % 2 === 1)
    at = end + 1
    const raw = text.slice(start, at)
    let value
    try {
      value = JSON.parse(raw)
    } catch {
      stop(start)
    }
    // The one way to write a string is the way that this writes it.
    if (JSON.stringify(value) !== raw || !value.isWellFormed()) stop(start)
    return value
  }
  const node = (depth) => {
    const start = at
    if (text[at] === '"') return { at: start, value: string() }
    if (text[at] === '[' || text[at] === '{') {
      if (depth === 64) stop(start)
      return takes('[') ? list(start, depth + 1) : object(start, depth + 1)
    }
    const token = /true|false|null|-?(?:0|[1-9]\d*)/y
    token.lastIndex = at
    const [word] = token.exec(text) ?? stop(start)
    at += word.length
    const value = JSON.parse(word)
    if (
      typeof value === 'number' &&
      (!Number.isSafeInteger(value) || word === '-0' || /[.eE\d]/.test(text[at] ?? ''))
    ) {
      stop(start)
    }
    return { at: start, value }
  }
  const list = (start, depth) => {
    const items = []
    if (!takes(']')) {
      do items.push(node(depth))
      while (takes(','))
      if (!takes(']')) stop(at)
    }
    return { at: start, items, value: items.map((item) => item.value) }
  }
  const object = (start, depth) => {
    const fields = Object.create(null)
    const value = Object.create(null)
    let before
    takes('{')
    if (takes('}')) return { at: start, fields, value }
    do {
      const keyAt = at
      if (text[at] !== '"') stop(at)
      const key = string()
      if (before !== undefined && !(key > before)) stop(keyAt)
      if (!takes(':')) stop(at)
      fields[key] = node(depth)
      value[key] = fields[key].value
      before = key
    } while (takes(','))
    return takes('}') ? { at: start, fields, value } : stop(at)
  }
  const whole = node(0)
  return at === text.length ? whole : stop(at)
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// --- Hashes, Merkle tree (RFC 6962 section 2.1) --------------------------------------------------------------------

function hash(...parts) {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

function leaf(stream, seq, entryHash) {
  return hash(Buffer.of(0), JSON.stringify({ hash: entryHash, seq, stream }))
}

function split(size) {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

function root(leaves) {
  if (leaves.length === 1) return leaves[0]
  const k = split(leaves.length)
  return hash(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)))
}

/** The root that the proof leads to, or `null` when it has not the length that the place needs. */
function climb(node, index, size, proof) {
  if (size === 1) return proof.length === 0 ? node : null
  const sibling = proof.at(-1)
  if (sibling === undefined) return null
  const k = split(size)
  const inner = index < k ? [index, k] : [index - k, size - k]
  const below = climb(node, ...inner, proof.slice(0, -1))
  if (below === null) return null
  return index < k ? hash(Buffer.of(1), below, sibling) : hash(Buffer.of(1), sibling, below)
}

// --- Signed notes (C2SP signed-note and tlog-checkpoint), Ed25519 --------------------------------------------------

function readCheckpoint(note, signer) {
  const [, text, signatures] = /^(.*\n)\n((?:[^\n]+\n)+)$/su.exec(note) ?? []
  if (text === undefined || /[^\n -\u{10ffff}]/u.test(note)) return null
  let isSigned = false
  const lines = signatures.split('\n').slice(0, -1)
  if (lines.length > 64) return null
  for (const line of lines) {
    const [, name, base64 = ''] = /^\u2014 ([^\s+\u0085]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? []
    const bytes = fromBase64(base64)
    if (name === undefined || bytes === null || bytes.length < 5) return null
    if (name !== signer.name || bytes.toString('hex', 0, 4) !== signer.id) continue
    if (bytes.length !== 68 || !verifySignature(null, Buffer.from(text), signer.object, bytes.subarray(4))) return null
    isSigned = true
  }
  const [, origin, size, base64, more] = /^([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n(.*)$/su.exec(text) ?? []
  if (!isSigned || origin === undefined || !Number.isSafeInteger(Number(size))) return null
  const rootHash = fromBase64(base64)
  return rootHash?.length === 32 && !/^\n|\n\n/.test(more) ? { origin, size: Number(size), root: rootHash } : null
}

function readKey(text) {
  const [, name, id, base64] = /^([^\s+\u0085]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? []
  const material = fromBase64(base64 ?? '')
  if (name === undefined || material === null || material.length !== 33 || material[0] !== 1) return null
  if (hash(`${name}\n`, material).toString('hex', 0, 4) !== id || !isSound(material.subarray(1))) return null
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: material.subarray(1).toString('base64url') }
  return { name, id, object: createPublicKey({ key: jwk, format: 'jwk' }) }
}

function fromBase64(text) {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** A point of the curve in its one encoding whose order does not divide 8: under the others anyone can sign. */
function isSound(raw) {
  const P = 2n ** 255n - 19n
  const mod = (n) => ((n % P) + P) % P
  const power = (b, e) => (e === 0n ? 1n : mod(power(mod(b * b), e >> 1n) * (e & 1n ? b : 1n)))
  const d = mod(-121665n * power(121666n, P - 2n))
  const y = BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`) & (2n ** 255n - 1n)
  const yy = mod(y * y)
  // Of order 1, 2 and 4: y is 1, -1 and 0. Of order 8: doubling gives y = 0, so x² = -y² and d y⁴ + 2 y² = 1.
  const isSmall = mod(y * (yy - 1n)) === 0n || mod(d * yy * yy + 2n * yy) === 1n
  const isPoint = power(mod((yy - 1n) * (d * yy + 1n)), (P - 1n) / 2n) === 1n
  return y < P && isPoint && !isSmall
}

// --- Command line --------------------------------------------------------------------------------------------------

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const wanted = argv.indexOf('--fact')
  const fact = wanted === -1 ? undefined : (argv[wanted + 1] ?? '')
  const [path, key] = argv.slice(2, wanted === -1 ? undefined : wanted)
  try {
    if (path === undefined) throw new Error('give the file to verify: node verify.mjs FILE [KEY] [--fact SHA256]')
    if (fact !== undefined && !/^[0-9a-f]{64}$/.test(fact))
      throw new Error('--fact takes 64 lower-case hexadecimal digits')
    const bytes = readFileSync(path)
    const { ok, lines } = verify(bytes, key)
    const facts = ok && fact !== undefined ? findFact(bytes, fact).lines : []
    console.log([...lines, ...facts].join('\n'))
    process.exitCode = ok ? 0 : 1
  } catch (problem) {
    console.error(problem.message)
    process.exitCode = 2
  }
}
