# . cluster.sh FOLDER: Slurm on this machine alone, with two virtual nodes, n1 and n2, of one task each. To be root.
# Everything of it is in FOLDER; cluster_stop ends it.
export SLURM_CONF=$1/slurm.conf
cluster=$1
host=$(hostname -s)
mkdir -p "$cluster"/{state,spool,log}

cat >"$SLURM_CONF" <<C
ClusterName=caqes
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket=$cluster/munge.socket
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool/%n
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd-%n.pid
SlurmctldLogFile=$cluster/log/slurmctld.log
SlurmdLogFile=$cluster/log/slurmd-%n.log
SlurmctldPort=16817
NodeName=n[1-2] NodeAddr=127.0.0.1 NodeHostname=$host Port=[16818-16819] CPUs=1 State=UNKNOWN
PartitionName=batch Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP
C

cluster_node() { slurmd -N "$1" -f "$SLURM_CONF"; }

cluster_start() {
  install -d -o munge -g munge -m 0755 "$cluster/munge"
  chmod 0755 "$cluster"
  [ -f "$cluster/munge/key" ] || install -o munge -g munge -m 0400 <(head -c 1024 /dev/urandom) "$cluster/munge/key"
  su -s /bin/sh munge -c "/usr/sbin/munged --force --key-file=$cluster/munge/key --socket=$cluster/munge/socket \
    --pid-file=$cluster/munge/pid --log-file=$cluster/munge/log --seed-file=$cluster/munge/seed"
  ln -sfn munge/socket "$cluster/munge.socket"
  slurmctld -f "$SLURM_CONF"
  cluster_node n1
  cluster_node n2
  for _ in $(seq 60); do
    [ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return 0
    sleep 1
  done
  echo "the cluster does not start: see $cluster/log" >&2
  return 1
}

cluster_stop() {
  scontrol shutdown >/dev/null 2>&1 || true
  sleep 1
  for pid in "$cluster"/slurm*.pid "$cluster/munge/pid"; do
    [ -s "$pid" ] && kill "$(cat "$pid")" 2>/dev/null || true
  done
}
