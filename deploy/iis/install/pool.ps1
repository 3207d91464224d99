# The application pool. Why each value is what it is: deploy/iis/README.md.

$script:PoolSettings = @(
    '/managedRuntimeVersion:',
    '/managedPipelineMode:Integrated',
    '/enable32BitAppOnWin64:false',
    '/autoStart:true',
    '/startMode:AlwaysRunning',
    '/processModel.identityType:ApplicationPoolIdentity',
    '/processModel.idleTimeout:00:00:00',
    '/processModel.shutdownTimeLimit:00:01:30',
    '/recycling.periodicRestart.time:00:00:00',
    '/recycling.disallowOverlappingRotation:false'
)

function Get-PoolIdentity {
    param([string] $Pool)

    return "IIS AppPool\$Pool"
}

function Set-Pool {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Pool)

    if (-not (Get-IisPool $Pool)) {
        Write-Step 'PoolMade' @($Pool)
        if ($PSCmdlet.ShouldProcess($Pool, (Get-Text 'ActionPool'))) {
            Invoke-Appcmd @('add', 'apppool', "/name:$Pool") | Out-Null
            Add-Made $InstallDir $Manifest 'pool' $Pool ''
        }
    } elseif (-not (Test-Made $Manifest 'pool' $Pool)) {
        Confirm-Foreign 'PoolForeign' @($Pool)
    }
    if ($PSCmdlet.ShouldProcess($Pool, (Get-Text 'ActionPool'))) {
        Invoke-Appcmd (@('set', 'apppool', $Pool) + $script:PoolSettings) | Out-Null
    }
}

# Reads the new configuration, or starts what was stopped. Recycling overlaps, so no request meets a closed door; where
# there is no process yet, there is nothing to recycle, which is no failure either.
function Start-Pool {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Pool)

    if ($PSCmdlet.ShouldProcess($Pool, (Get-Text 'ActionStart'))) {
        if ((Get-IisPool $Pool).State -eq 'Started') {
            & (Get-AppcmdPath) @('recycle', 'apppool', $Pool) | Out-Null
        } else {
            Invoke-Appcmd @('start', 'apppool', $Pool) | Out-Null
        }
    }
}

function Remove-Pool {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Pool)

    if ($PSCmdlet.ShouldProcess($Pool, (Get-Text 'ActionRemove'))) {
        if (Get-IisPool $Pool) {
            $users = @(Get-IisApplication | Where-Object { $_.Pool -eq $Pool } | ForEach-Object { $_.Id })
            if ($users.Count -gt 0) {
                Stop-Installation 'PoolInUse' @($Pool, ($users -join ', '))
            }
            Invoke-Appcmd @('delete', 'apppool', $Pool) | Out-Null
        }
        Remove-Made $InstallDir $Manifest 'pool' $Pool
    }
}
