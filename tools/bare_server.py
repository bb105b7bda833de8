"""How gunicorn serves the apps that are floors: as ours, but with nothing made beforehand."""

worker_class = "gthread"
threads = 4
preload_app = True
control_socket_disable = True
