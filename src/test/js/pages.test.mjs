import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';

const ui = new URL('../../../static-ui/', import.meta.url);
const read = (path) => readFile(new URL(path, ui), 'utf8');
const pages = ['index.html', 'staff/index.html'];
const files = async (folder, ending) => (await readdir(new URL(folder, ui), { recursive: true }))
  .filter((name) => name.endsWith(ending)).map((name) => `${folder}${name}`);

test('the one inline script, the import map, is the same on each page, so that one hash allows it', async () => {
  const maps = await Promise.all(pages.map(async (page) => (await read(page)).match(/<script type="importmap">([\s\S]*?)<\/script>/)[1]));
  assert.equal(maps[0], maps[1]);
  for (const [name, path] of Object.entries(JSON.parse(maps[0]).imports)) assert.match(path, /^\/webjars\//, name);
});

test('no page has another inline script, a style, or a handler', async () => {
  for (const page of pages) {
    const rest = (await read(page)).replace(/<script type="importmap">[\s\S]*?<\/script>/, '');
    assert.doesNotMatch(rest, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  }
});

test('no code makes markup of strings', async () => {
  for (const file of await files('js/', '.js')) {
    if (file.startsWith('js/vendor/')) continue;
    assert.doesNotMatch(await read(file), /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\.write|\beval\(|new Function|style=["$]|styleMap/, file);
  }
});

test('each relative import leads to a file', async () => {
  for (const file of await files('js/', '.js')) {
    for (const [, path] of (await read(file)).matchAll(/(?:from|import)\s+'(\.[^']+)'/g)) await readFile(new URL(path, new URL(file, ui)));
  }
});

test('dark by choice and dark by system are the same colours: both only say which half of light-dark() holds', async () => {
  const css = await read('css/tokens.css');
  assert.match(css, /:root \{ color-scheme: light dark; \}/);
  for (const theme of ['light', 'dark']) assert.ok(css.includes(`:root[data-theme="${theme}"] { color-scheme: ${theme}; }`), theme);
  for (const file of await files('css/', '.css')) {
    const text = (await read(file)).replace(/:root\[data-theme="\w+"\] \{ color-scheme: \w+; \}/g, '');
    assert.doesNotMatch(text, /data-theme|prefers-color-scheme/, file);
  }
});

test('components use the meanings of the tokens, not the paints themselves', async () => {
  for (const file of await files('css/', '.css')) {
    if (file.endsWith('tokens.css') || file.endsWith('icon.css')) continue;
    assert.doesNotMatch(await read(file), /var\(--(stone|coal|pine|amber|red|blue)-|#[0-9a-f]{3,8}\b/, file);
  }
});

test('line heights and spacing come from the tokens; only a hairline and the width of a page are written out', async () => {
  for (const file of await files('css/', '.css')) {
    if (file.endsWith('tokens.css')) continue;
    for (const [declaration] of (await read(file)).matchAll(/(?<![-\w])(?:line-height|padding|margin|(?:row-|column-)?gap)[-\w]*:[^;]+/g)) {
      assert.doesNotMatch(declaration.replace('(100% - 68rem)', ''), /\b(?!0px|1px)[\d.]+(?:rem|px)/, file);
    }
  }
});

test('what a page shows before its scripts run has a look', async () => {
  const css = (await Promise.all((await files('css/', '.css')).map(read))).join('\n');
  for (const page of pages) {
    for (const [, names] of (await read(page)).matchAll(/class="([^"]+)"/g)) {
      for (const name of names.split(' ')) assert.match(css, new RegExp(`\\.${name}\\b`), `${page}: ${name}`);
    }
  }
});
