"""What a browser has of a page on its disk, and since when."""

ON_DISK = """async () => {
    const texts = [Object.entries(localStorage).join()];
    for (const { name, version } of await indexedDB.databases()) {
        const open = indexedDB.open(name, version);
        await new Promise((done) => { open.onsuccess = done; });
        for (const store of open.result.objectStoreNames) {
            const all = open.result.transaction(store).objectStore(store).getAll();
            await new Promise((done) => { all.onsuccess = done; });
            for (const each of all.result) {
                const data = each.data ? new TextDecoder("latin1").decode(each.data) : "";
                texts.push(each instanceof CryptoKey ? `key ${each.extractable}` : JSON.stringify(each) + data);
            }
        }
        open.result.close();
    }
    for (const name of await caches.keys()) {
        const store = await caches.open(name);
        for (const each of await store.keys()) texts.push(await (await store.match(each)).text());
    }
    return texts.filter(Boolean);
}"""
"""All that stands there, as texts: local storage, databases (of a key whether it can be read out) and kept answers."""

ORDER_OF_WRITING = """async ([folder, verb, ...facts]) => {
    const { src } = [...document.scripts].find((each) => each.src.includes(`/js/${folder}/`));
    const verbs = await import(new URL("./vault.js", src));
    const order = [];
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function transaction(...stores) {
        const begun = begin.apply(this, stores);
        if (begun.mode === "readwrite") begun.addEventListener("complete", () => order.push("stored"));
        return begun;
    };
    await verbs[verb](...facts);
    order.push("answered");
    IDBDatabase.prototype.transaction = begin;
    return order;
}"""
"""In which order something is stored for good by that verb of the vault of a folder, and the page has its answer."""
