// Shows notices of alarms at the desk. It keeps nothing and answers for no page.

addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const options = { body: told.body, tag: "punkt-alarms", renotify: true, data: { url: told.url } };
  event.waitUntil(registration.showNotification(told.title ?? "Punkt", options));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data?.url ?? "/desk/alarms/", location.origin)));
});

async function show({ origin, href }) {
  if (origin !== location.origin) return;
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = open.find(({ url }) => url === href);
  await (same ? same.focus() : clients.openWindow(href));
}
