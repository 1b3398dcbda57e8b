// Who signs out takes the pages of the console along: they name points that strangers need not know. Reports that wait
// stay, for whoever made them; how many is said first.

const form = document.querySelector("form[data-unsent]");

function unsent() {
  return new Promise((resolve) => {
    const opening = indexedDB.open("punkt-keep", 1);
    opening.onupgradeneeded = () => opening.transaction.abort(); // there was no console on this device
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("reports").objectStore("reports").getAll();
      asking.onsuccess = () => resolve(asking.result.filter(({ receivedAt }) => !receivedAt).length);
      asking.onerror = () => resolve(0);
    };
  });
}

async function warn() {
  const n = await unsent();
  if (!n) return;
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = form.dataset.unsent.replace("#", n);
  form.before(notice);
}

if (form && globalThis.indexedDB) warn();
form?.addEventListener("submit", () => globalThis.caches?.delete("punkt-keep-pages"));
